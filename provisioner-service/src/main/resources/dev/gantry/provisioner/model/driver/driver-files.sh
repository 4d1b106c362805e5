# shellcheck shell=sh
# Removes the folder with the drivers that were brought here, and whatever an installation left in it.
run() {
  rm -rf "${R:?}/opt/gantry" 2>/dev/null || rm -rf "$R/opt/gantry" || fail 'cannot remove /opt/gantry'
}
