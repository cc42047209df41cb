# The tasks of a developer. `just check` is what CI runs.

python := env("TRADETUI_PYTHON", ".venv/bin/python")
bin := parent_directory(python)

# everything that must hold before a change lands
check: lint types imports test content wheel

# lint and formatting
lint:
    {{bin}}/ruff check .
    {{bin}}/ruff format --check .

# mypy --strict
types:
    {{bin}}/mypy

# imports run one way
imports:
    {{bin}}/lint-imports

# the tests (those marked "scale" are run by hand)
test:
    {{python}} -m pytest

# the bundled collection has no error
content:
    {{bin}}/tradetui check content/us-china-trade-war

# build a wheel, install it by itself in a new environment, and start it in a pseudo-terminal
wheel:
    {{python}} .ci/start_wheel.py

# a million rows, long fuzz
scale:
    {{python}} -m pytest -m scale

# write the lock anew: hashes, no hosts
lock:
    {{bin}}/uv export --upgrade --no-emit-project --all-groups --all-extras --format requirements-txt --no-header -q -o requirements/dev.txt

# write the screenshots anew
screenshots:
    {{python}} screenshots/shoot.py

# time the start and every headless verb
bench:
    {{python}} benchmarks/start.py
