# shellcheck shell=sh disable=SC2034
# Read by the other stand-ins. $S/state/guest-* is what the guest's memory holds.
R=${GANTRY_ROOT:?}
S=${GANTRY_SIM:?}/state
# VERSION: what a guest driver brings.
install_driver() {
  mkdir -p "$R/etc/nvidia/ClientConfigToken" "$R/sys/module/nvidia"
  printf '%s\n' "$1" >"$S/guest-installed"
  printf '%s\n' "$1" >"$R/sys/module/nvidia/version"
  [ -f "$R/etc/nvidia/gridd.conf.template" ] || printf '# /etc/nvidia/gridd.conf.template\n#ServerAddress=\n# 0 => for unlicensed state\nFeatureType=0\n# ClientConfigTokenPath=\n' >"$R/etc/nvidia/gridd.conf.template"
  cp "$GANTRY_SIM/guest-tools/nvidia-smi" "$R/usr/bin/nvidia-smi"
  echo "installed $1" >>"$S/guest-log"
}
