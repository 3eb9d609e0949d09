# Sourced by the other scripts: a Python >= 3.12 is found, .venv is made once and kept in step with
# the lock file. Afterwards $python runs the project. Every failure is one sentence.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv
python=$venv/bin/python
export SANJING_DATA_DIR=${SANJING_DATA_DIR:-$root/data}

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1
}

# .python-version makes the shims of pyenv refuse, so its versions are looked up by path as well.
find_python() {
    local candidate too_bare=
    for candidate in python3.13 python3.14 python3.12 python3 python \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[2-9]*/bin/python3 /usr/bin/python3 /usr/local/bin/python3; do
        is_new_enough "$candidate" || continue
        if "$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return
        fi
        too_bare=$candidate
    done
    if command -v uv >/dev/null && candidate=$(uv python find --no-project '>=3.12' 2>/dev/null); then
        printf '%s\n' "$candidate"
        return
    fi
    if [ -n "$too_bare" ]; then
        version=$("$too_bare" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        fail "$too_bare cannot make environments; on Debian or Ubuntu run: apt install python$version-venv"
    fi
    fail "Sanjing needs Python 3.12 or newer; Debian 13 and Ubuntu 24.04 have one: apt install python3 python3-venv"
}

make_venv() {
    local found
    found=$(find_python) || exit 1
    rm -rf "$venv"
    "$found" -m venv "$venv" || fail "The environment could not be made in $venv; the lines above say why."
}

# prepare LOCKFILE: install exactly what the lock file says, when it changed since the last time.
prepare() {
    local lock=$root/$1 stamp=$venv/$1.installed
    exec 9>"$root/.venv.lock" || fail "The folder $root cannot be written."
    if command -v flock >/dev/null; then flock 9; fi
    is_new_enough "$python" || make_venv
    if ! cmp -s "$lock" "$stamp"; then
        printf 'Installing what Sanjing needs (once, about a minute) ...\n' >&2
        "$python" -m pip install -qq --disable-pip-version-check --no-input --prefer-binary \
            --require-hashes --requirement "$lock" >&2 ||
            fail "The packages in $1 could not be installed; is there a network?"
        "$python" -c 'import pathlib, sysconfig, sys
pathlib.Path(sysconfig.get_path("purelib"), "sanjing.pth").write_text(sys.argv[1] + "\n")' "$root/src"
        cp "$lock" "$stamp"
    fi
    exec 9>&-
}
