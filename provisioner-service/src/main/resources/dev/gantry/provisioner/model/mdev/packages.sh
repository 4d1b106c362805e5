# shellcheck shell=sh disable=SC2154
# Installs $packages.
run() {
  # shellcheck disable=SC2086 # a list of packages
  install_packages $packages
}
