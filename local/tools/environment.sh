# shellcheck shell=bash
# Makes Python environments; read by the scripts beside it.

# make_venv NAME PYTHON FOLDER SECONDS PACKAGES [IMPORT]: an environment that is there and whole is left alone. Two at once wait for each
# other. Exit 3 when this machine cannot have it.
make_venv() {
  local name=$1 python=$2 venv=$3 seconds=$4 package=$5 import=${6:-}
  [[ -e $venv/.complete ]] && return
  mkdir -p "$(dirname "$venv")"
  exec 8>"$venv.lock"
  ! command -v flock >/dev/null || flock 8
  if [[ ! -e $venv/.complete ]]; then
    printf '%s: installing %s into %s\n' "$name" "$package" "$venv" >&2
    "$python" -m venv --clear "$venv" || lacking_in "$name" "$python cannot make a venv (Debian: apt-get install python3-venv)"
    # shellcheck disable=SC2086
    timeout "$seconds" "$venv/bin/pip" install --quiet --disable-pip-version-check --prefer-binary $package >&2 8>&- \
      || lacking_in "$name" "pip cannot install $package within $seconds s (${name^^}_PIP_SECONDS)"
    [[ -z $import ]] || "$venv/bin/python" -W ignore -c "import $import" 2>/dev/null 8>&- \
      || lacking_in "$name" "$package does not run on this Python (${name^^}_PYTHON=$python)"
    touch "$venv/.complete"
  fi
  exec 8>&-
}

lacking_in() { printf '%s: %s\n' "$1" "$2" >&2; exit 3; }
