# shellcheck shell=sh disable=SC2154
# Installs the host driver $installer (version $version) for the running kernel. $dkms is yes or no; $packages are
# needed to build it; $guarded must not be in use. What holds the old driver is stopped first.
run() {
  kernel=$(uname -r)
  [ -f "$R$installer" ] || fail "$installer is not there"
  # shellcheck disable=SC2086 # a list of devices
  refuse_in_use $guarded
  # Whatever is on the cards of the old driver by now goes with it, listed or not.
  set --
  for card in "$R"/sys/bus/pci/drivers/nvidia/????:??:??.?; do [ ! -e "$card" ] || set -- "$@" "${card##*/}"; done
  refuse_open "$@"
  # shellcheck disable=SC2086 # a list of packages
  [ -z "$packages" ] || install_packages $packages
  release_gpus
  work=$R/opt/gantry/tmp
  mkdir -p "$work" && chmod 0700 "$work" || fail 'cannot make /opt/gantry/tmp'
  uninstall_packages
  case $installer in
    *.run) install_run ;;
    *.deb)
      uninstall_run
      tool apt-get || fail 'apt-get is not installed'
      "$value" -q -y --allow-downgrades -o DPkg::Lock::Timeout=300 install "$R$installer" </dev/null >"$work/log" 2>&1 || failed
      ;;
    *.rpm)
      uninstall_run
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

# Two host drivers have the same files, and a module that DKMS has built of one is loaded before that of another. So packages of
# other names go first; the one that $installer is a version of is replaced by its own tool.
# nvidia-vgpu-ubuntu-535 installed     NVIDIA-vGPU-rhel
uninstall_packages() {
  named=
  new_name=
  if tool apt-get && tool dpkg-query; then
    # shellcheck disable=SC2016 # dpkg fills that in
    named=$("$value" -W -f '${Package} ${db:Status-Status}\n' 'nvidia-vgpu-*' 2>/dev/null |
      awk 'NF == 2 && $2 != "not-installed" && $2 != "config-files" { print $1 }')
    case $installer in *.deb) if tool dpkg-deb; then new_name=$("$value" -f "$R$installer" Package 2>/dev/null); fi ;; esac
  elif tool rpm; then
    named=$("$value" -qa --qf '%{NAME}\n' 'NVIDIA-vGPU-*' 2>/dev/null | sort -u)
    case $installer in *.rpm) new_name=$("$value" -qp --qf '%{NAME}\n' "$R$installer" 2>/dev/null) ;; esac
  fi
  set --
  for package in $named; do [ "$package" = "$new_name" ] || set -- "$@" "$package"; done
  [ $# -gt 0 ] || return 0
  say "removes $*"
  if tool apt-get; then set -- -o DPkg::Lock::Timeout=300 remove "$@"; else
    tool dnf || tool yum || fail "dnf is not installed; remove by hand: $*"
    set -- remove "$@"
  fi
  "$value" -q -y "$@" </dev/null >"$work/log" 2>&1 || failed
}

# Files that a .run put there are in no package's list, and would stay beside those of the package.
uninstall_run() {
  for program in "$R/usr/bin/nvidia-uninstall" "$R/usr/bin/nvidia-installer"; do
    [ -x "$program" ] || continue
    case $program in *uninstall) set -- -s ;; *) set -- --uninstall -s ;; esac
    "$program" "$@" </dev/null >"$work/log" 2>&1 || failed
    return 0
  done
}

# /tmp is often mounted noexec on hardened hosts, so the installer unpacks below /opt.
install_run() {
  set -- -q --tmpdir "$work" --ui none --disable-nouveau --no-nouveau-check
  [ "$dkms" != yes ] || set -- "$@" --dkms
  use_compiler_of_kernel
  TMPDIR=$work sh "$R$installer" "$@" </dev/null >"$work/log" 2>&1 || failed
}

# Modules want the compiler that made the kernel: Ubuntu's newer kernels on 22.04 come from gcc-12 while gcc is gcc-11.
# Linux version 6.8.0-49-generic (buildd@lcy02) (x86_64-linux-gnu-gcc-12 (Ubuntu 12.3.0-1ubuntu1~22.04) 12.3.0, GNU ld ...
use_compiler_of_kernel() {
  compiler=$(sed -n 's/.*[( -]\(gcc-[0-9][0-9]*\) (.*/\1/p' "$R/proc/version" 2>/dev/null)
  [ -n "$compiler" ] || return 0
  tool "$compiler" || (install_packages "$compiler") >/dev/null 2>&1
  if tool "$compiler"; then
    CC=$compiler
    export CC
  fi
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
  parts=
  for card in "$R"/sys/bus/pci/drivers/nvidia/????:??:??.?; do [ ! -e "$card" ] || add_parts "${card##*/}"; done
  for device in $parts; do [ ! -e "$R/sys/bus/mdev/devices/$device" ] || mdev_stop "$device"; done
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
