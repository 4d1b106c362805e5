# shellcheck shell=sh disable=SC2154
# Inspection: files and units of ours, and of others that do the same.

say_files() {
  [ ! -d "$R/opt/gantry" ] || say 'driver-folder' /opt/gantry
  set --
  for file in "$R"/etc/systemd/system/nvidia-sriov-*.service "$R"/etc/systemd/system/nvidia-mdev@*.service \
    "$R"/etc/systemd/system/gantry-*.service "$R"/etc/systemd/system/nvidia-mig-manager.service.d/*.conf \
    "$R/etc/systemd/system/nvidia-vgpu-types.service" "$R/etc/nvidia-mig-manager/gantry.yaml" "$R/usr/local/sbin/gantry-gpu-boot" \
    "$R/etc/udev/rules.d/50-nvidia-systemd.rules" "$R/etc/udev/rules.d/99-gpu.rules" "$R/etc/modprobe.d/blacklist-nouveau.conf" \
    "$R/etc/modprobe.d/gantry-vfio.conf" "$R/etc/modprobe.d/kvm.conf" \
    "$R/etc/modules-load.d/vfio.conf" "$R/etc/dracut.conf.d/gpu-vfio.conf" \
    "$R/etc/default/grub.d/99-gantry.cfg" "$R"/opt/gantry/*; do
    [ -f "$file" ] || continue
    case $file in
      "$R"/opt/gantry/*.part*) ;;
      "$R"/opt/gantry/*) say 'driver-file' "${file#"$R"}" ;;
      *) set -- "$@" "$file" ;;
    esac
  done
  # Environment="MIG_PARTED_CONFIG_FILE=/etc/nvidia-mig-manager/kayobe.yaml"
  # shellcheck disable=SC2013 # paths without blanks
  for path in $(sed -n 's/^Environment=.*MIG_PARTED_CONFIG_FILE=\([^" ]*\).*/\1/p' \
    "$R"/etc/systemd/system/nvidia-mig-manager.service.d/*.conf 2>/dev/null); do
    case $path in */gantry.yaml) ;; *) [ ! -f "$R$path" ] || set -- "$@" "$R$path" ;; esac
  done
  [ $# -gt 0 ] || return 0
  sha256sum -- "$@" 2>/dev/null | while read -r sum path; do say "sum ${path#"$R"}" "$sum"; done
  stat -c '%a %n' -- "$@" 2>/dev/null | while read -r mode path; do say "mode ${path#"$R"}" "$mode"; done
  for file in "$@"; do say_owner_of "$file"; done
}

# FILE: ours when its first or second line has the marker; of others the lines that tell what they do, and of ours which cards it cuts.
say_owner_of() {
  owner=foreign
  number=0
  while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    case $line in
      '# Managed by Gantry'*)
        owner=ours
        break
        ;;
    esac
    [ "$number" -lt 2 ] || break
  done <"$1"
  say "owner ${1#"$R"}" "$owner"
  if [ "$owner" = ours ]; then
    case $1 in */gantry-mig.service) sed -n '/^ExecStart=/p' "$1" | while IFS= read -r line; do say "file-line ${1#"$R"}" "$line"; done ;; esac
    return 0
  fi
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in '' | '#'*) ;; *) say "file-line ${1#"$R"}" "$line" ;; esac
  done <"$1"
}

say_services() {
  tool systemctl || {
    say 'not-known units' 'systemctl is not installed'
    return 0
  }
  control=$R$value
  set -- nvidia-vgpud.service nvidia-vgpu-mgr.service nvidia-mig-manager.service nvidia-persistenced.service
  for file in "$R"/etc/systemd/system/nvidia-sriov-*.service "$R"/etc/systemd/system/nvidia-mdev@*.service \
    "$R"/etc/systemd/system/gantry-*.service "$R/etc/systemd/system/nvidia-vgpu-types.service"; do
    # A template is no unit: asked for it, systemctl answers for none of those after it.
    case ${file##*/} in *@.service) continue ;; esac
    [ ! -f "$file" ] || set -- "$@" "${file##*/}"
  done
  answered=$(ask_units "$@")
  printf '%s\n' "$answered"
  # One unit that systemctl cannot tell of must not silence it about the others; one that tells of no unit at all is not asked for each.
  silent=0
  for unit in "$@"; do
    case "$nl$answered" in *"${nl}unit $unit$tab"*) continue ;; esac
    one=$(ask_units "$unit")
    case $one in
      # Asked for by another of its names, a unit answers with its own.
      'unit '*)
        say "unit $unit" "${one#*"$tab"}"
        answered=$answered$nl$one
        ;;
      *)
        why=$(bounded 30 "$control" show -p Id -- "$unit" 2>&1 >/dev/null | tail -n 1)
        why=${why:-systemctl told nothing of it}
        say "not-known unit $unit" "$why"
        [ -n "$answered" ] || silent=$((silent + 1))
        if [ "$silent" -eq 2 ]; then
          say 'not-known units' "$why"
          return 0
        fi
        ;;
    esac
  done
}

# UNIT...: lines "unit NAME<TAB>LoadState ActiveState UnitFileState" of those that systemctl tells of.
ask_units() {
  id=''
  load=''
  active=''
  enabled=''
  {
    bounded 60 "$control" show -p Id -p LoadState -p ActiveState -p UnitFileState -- "$@" 2>/dev/null
    echo
  } | while IFS= read -r line; do
    case $line in
      Id=*) id=${line#*=} ;;
      LoadState=*) load=${line#*=} ;;
      ActiveState=*) active=${line#*=} ;;
      UnitFileState=*) enabled=${line#*=} ;;
      '')
        [ -z "$id" ] || say "unit $id" "$load $active $enabled"
        id=''
        load=''
        active=''
        enabled=''
        ;;
    esac
  done
}

inspect_boot() {
  say_files
  say_services
}
