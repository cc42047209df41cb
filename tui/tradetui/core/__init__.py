"""Records, dates, loading, checking, the query language and dated states: pure, knows no other room of the house."""
