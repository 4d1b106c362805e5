# shellcheck shell=sh disable=SC2015,SC2030,SC2031,SC2154
# Installs the guest driver $installer (version $version) with the tool that its packing asks for; $packages are needed first.
run() {
  [ -f "$R$installer" ] || fail "$installer is not there"
  # shellcheck disable=SC2086 # a list of packages
  [ -z "$packages" ] || install_packages $packages
  work=$R/opt/gantry/guest/tmp
  mkdir -p "$work" && chmod 0700 "$work" || fail 'cannot make /opt/gantry/guest/tmp'
  release_driver
  case $installer in
    *.run) TMPDIR=$work sh "$R$installer" -q --ui none --tmpdir "$work" </dev/null >"$work/log" 2>&1 || failed ;;
    *.deb) install_deb >"$work/log" 2>&1 || failed ;;
    *.rpm) install_rpm >"$work/log" 2>&1 || failed ;;
    *) fail "cannot install $installer: neither .run nor .deb nor .rpm" ;;
  esac
  rm -rf "$work"
  for old in "$R"/opt/gantry/guest/*.run "$R"/opt/gantry/guest/*.deb "$R"/opt/gantry/guest/*.rpm; do
    [ ! -f "$old" ] || [ "$old" = "$R$installer" ] || rm -f "$old"
  done
  if tool modprobe; then "$value" nvidia </dev/null >/dev/null 2>&1 || :; fi
}

# dpkg alone leaves a package without what it depends on unconfigured; apt fetches that.
install_deb() {
  if tool apt-get; then
    "$value" -q -y --allow-downgrades -o DPkg::Lock::Timeout=300 install "$R$installer" </dev/null
  else
    tool dpkg || fail 'neither apt-get nor dpkg is installed'
    "$value" -i "$R$installer" </dev/null
  fi
}

install_rpm() {
  if tool dnf || tool yum; then
    "$value" -q -y install "$R$installer" </dev/null || "$value" -q -y downgrade "$R$installer" </dev/null
  else
    tool rpm || fail 'neither dnf nor rpm is installed'
    "$value" -U --oldpackage "$R$installer" </dev/null
  fi
}

# An old driver that is loaded lets no new one in. That nobody else uses it was found by the inspection.
release_driver() {
  [ -d "$R/sys/module/nvidia" ] || return 0
  if tool systemctl; then "$value" stop nvidia-gridd.service nvidia-persistenced.service </dev/null >/dev/null 2>&1 || :; fi
  tool rmmod || return 0
  for module in nvidia_drm nvidia_modeset nvidia_uvm nvidia; do
    [ ! -d "$R/sys/module/$module" ] || "$value" "$module" </dev/null >/dev/null 2>&1 || :
  done
}

failed() {
  tail -n 12 "$work/log" >&2
  [ ! -r "$R/var/log/nvidia-installer.log" ] || grep -E 'ERROR|error:' "$R/var/log/nvidia-installer.log" | tail -n 8 >&2
  rm -rf "$work"
  fail "the guest driver $version was not installed"
}
