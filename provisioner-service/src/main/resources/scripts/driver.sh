# shellcheck shell=sh disable=SC2154
# Installs the host driver $installer (version $version) for the running kernel. $dkms is yes or no; $packages are
# needed to build it; $guarded must not be in use. What holds the old driver is stopped first.
run() {
  kernel=$(uname -r)
  [ -f "$R$installer" ] || fail "$installer is not there"
  # shellcheck disable=SC2086 # a list of devices
  refuse_in_use $guarded
  # shellcheck disable=SC2086 # a list of packages
  [ -z "$packages" ] || install_packages $packages
  release_gpus
  work=$R/opt/gantry/tmp
  mkdir -p "$work" && chmod 0700 "$work" || fail 'cannot make /opt/gantry/tmp'
  case $installer in
    *.run) install_run ;;
    *.deb)
      tool apt-get || fail 'apt-get is not installed'
      "$value" -q -y --allow-downgrades -o DPkg::Lock::Timeout=300 install "$R$installer" </dev/null >"$work/log" 2>&1 || failed
      ;;
    *.rpm)
      tool dnf || tool yum || fail 'dnf is not installed'
      { "$value" -q -y install "$R$installer" || "$value" -q -y downgrade "$R$installer"; } </dev/null >"$work/log" 2>&1 || failed
      ;;
    *) fail "cannot install $installer: neither .run nor .deb nor .rpm" ;;
  esac
  rm -rf "$work"
  for old in "$R"/opt/gantry/*.run "$R"/opt/gantry/*.deb "$R"/opt/gantry/*.rpm; do
    [ ! -f "$old" ] || [ "$old" = "$R$installer" ] || rm -f "$old"
  done
  # What the installer has loaded in passing is not what a boot gives; the reboot that follows is judged by what is loaded.
  if tool rmmod; then
    for module in nvidia_vgpu_vfio nvidia_drm nvidia_modeset nvidia_uvm nvidia; do
      [ ! -d "$R/sys/module/$module" ] || "$value" "$module" </dev/null >/dev/null 2>&1 || :
    done
  fi
}

# /tmp is often mounted noexec on hardened hosts, so the installer unpacks below /opt.
install_run() {
  set -- -q --tmpdir "$work" --ui none --disable-nouveau --no-nouveau-check
  [ "$dkms" != yes ] || set -- "$@" --dkms
  TMPDIR=$work sh "$R$installer" "$@" </dev/null >"$work/log" 2>&1 || failed
}

failed() {
  tail -n 12 "$work/log" >&2
  [ ! -r "$R/var/log/nvidia-installer.log" ] || grep -E 'ERROR|error:' "$R/var/log/nvidia-installer.log" | tail -n 8 >&2
  rm -rf "$work"
  fail "the driver $version was not installed for kernel $kernel"
}

# Nothing may hold the old driver: vGPUs, virtual functions, daemons.
release_gpus() {
  [ -d "$R/sys/module/nvidia" ] || return 0
  for device in "$R"/sys/bus/mdev/devices/*; do [ ! -e "$device" ] || mdev_stop "${device##*/}"; done
  if [ -x "$R/usr/lib/nvidia/sriov-manage" ]; then
    for card in "$R"/sys/bus/pci/drivers/nvidia/????:??:??.0; do
      gpu_read "$card/sriov_numvfs" && [ "${found:-0}" -gt 0 ] || continue
      "$R/usr/lib/nvidia/sriov-manage" -d "${card##*/}" </dev/null >/dev/null 2>&1 || :
    done
  fi
  if tool systemctl; then
    "$value" stop nvidia-vgpu-mgr.service nvidia-vgpud.service nvidia-persistenced.service </dev/null >/dev/null 2>&1 || :
  fi
}
