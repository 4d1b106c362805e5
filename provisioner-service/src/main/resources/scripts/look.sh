#!/bin/sh
# One look at a GPU host: prints lines "key<TAB>value" and changes nothing. Reads sysfs and procfs with the shell's own
# read and cd, since a process for each of hundreds of values would cost more than all the rest.
R=${GANTRY_ROOT:-}
R=${R%/}
LC_ALL=C
export LC_ALL
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin
umask 077
nl='
'
tab=$(printf '\t')
smi_seconds=30
here=$R/
[ -z "$R" ] || { cd -P "$R" && R=$PWD; }

say() { printf '%s\t%s\n' "$1" "$2"; }

# FILE: its first line is in $value; false when there is none.
first_line() {
  value=
  [ -r "$1" ] || return 1
  { read -r value || [ -n "$value" ]; } 2>/dev/null <"$1"
}

# KEY FILE: says the first line of the file, if it has one.
say_file() { if first_line "$2" && [ -n "$value" ]; then say "$1" "$value"; fi; }

# LINK: name of the folder that it leads to is in $value.
leads_to() {
  value=
  [ -e "$1" ] || return 1
  back=$PWD
  cd -P "$1" 2>/dev/null || return 1
  value=${PWD##*/}
  cd "$back" || return 1
}

# NAME: path of an installed program, without $R, is in $value.
tool() {
  for folder in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin; do
    if [ -x "$R$folder/$1" ]; then
      value=$folder/$1
      return 0
    fi
  done
  value=
  return 1
}

# Reads "path:line" and says "KEY path<TAB>line".
say_found() {
  while IFS= read -r found; do
    path=${found%%:*}
    say "$1 ${path#"$R"}" "${found#*:}"
  done
}

bounded() {
  seconds=$1
  shift
  if tool timeout; then timeout "$seconds" "$@"; else "$@"; fi
}

look_machine() {
  say_file 'boot id' "$R/proc/sys/kernel/random/boot_id"
  say_file 'host name' "$R/proc/sys/kernel/hostname"
  if first_line "$R/proc/sys/kernel/osrelease"; then kernel=$value; else kernel=$(uname -r); fi
  say 'kernel release' "$kernel"
  say_file 'kernel arguments' "$R/proc/cmdline"
  say_file 'host maker' "$R/sys/class/dmi/id/sys_vendor"
  release=$R/etc/os-release
  [ -r "$release" ] || release=$R/usr/lib/os-release
  [ ! -r "$release" ] || while IFS= read -r line || [ -n "$line" ]; do
    word=${line#*=}
    word=${word#[\"\']}
    word=${word%[\"\']}
    case $line in
      ID=*) say 'os id' "$word" ;;
      ID_LIKE=*) say 'os like' "$word" ;;
      VERSION_ID=*) say 'os version' "$word" ;;
    esac
  done <"$release"
}

look_platform() {
  flagged=
  flags_read=
  [ ! -r "$R/proc/cpuinfo" ] || while read -r line; do
    case $line in
      vendor_id*GenuineIntel*) say 'cpu vendor' intel ;;
      vendor_id*AuthenticAMD*) say 'cpu vendor' amd ;;
      flags*)
        flags_read=1
        case "$line " in
          *' vmx '*) flagged=vmx ;;
          *' svm '*) flagged=svm ;;
        esac
        break
        ;;
    esac
  done <"$R/proc/cpuinfo"
  [ -z "$flagged" ] || say 'cpu virtualization' "$flagged"
  [ -n "$flags_read" ] || say 'not-known virtualization' '/proc/cpuinfo has no line of flags'
  tables=$R/sys/firmware/acpi/tables
  for table in DMAR IVRS; do
    [ ! -e "$tables/$table" ] || say 'firmware table' "$table"
  done
  [ -d "$tables" ] || say 'not-known firmware table' 'there is no /sys/firmware/acpi/tables'
  for unit in "$R"/sys/class/iommu/*; do
    { [ ! -e "$unit" ] && [ ! -L "$unit" ]; } || say 'iommu unit' "${unit##*/}"
  done
  set -- "$R"/sys/kernel/iommu_groups/*
  if [ -e "$1" ]; then say 'iommu groups' $#; else say 'iommu groups' 0; fi
  look_secure_boot
}

# The variable's bytes are four of attributes, then 0 or 1. Shim can be told not to check; then signatures do not matter.
look_secure_boot() {
  variables=$R/sys/firmware/efi/efivars
  variable=$variables/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c
  unchecked=$variables/MokSBStateRT-605dab50-e046-4300-abb6-3dd810dd8b23
  if [ -r "$variable" ]; then
    case $(od -An -tu1 -j4 -N1 "$variable" 2>/dev/null) in
      *1*) state=enabled ;;
      *0*) state=disabled ;;
      *) state=unknown ;;
    esac
    if [ "$state" = enabled ] && [ -r "$unchecked" ]; then
      case $(od -An -tu1 -j4 -N1 "$unchecked" 2>/dev/null) in *1*) state=disabled ;; esac
    fi
    say secure-boot "$state"
  elif [ ! -d "$R/sys/firmware/efi" ]; then
    say secure-boot disabled
  elif tool mokutil; then
    case $("$R$value" --sb-state 2>&1) in
      *'validation is disabled'*) say secure-boot disabled ;;
      *'SecureBoot enabled'*) say secure-boot enabled ;;
      *'SecureBoot disabled'* | *"doesn't support"* | *'not supported'*) say secure-boot disabled ;;
      *) say secure-boot unknown ;;
    esac
  else
    say secure-boot unknown
  fi
}

look_modules() {
  for name in nvidia nvidia_vgpu_vfio nvidia_drm nvidia_modeset nvidia_uvm nouveau vfio vfio_pci vfio_iommu_type1 \
    vfio_virqfd kvm_intel kvm_amd; do
    [ -d "$R/sys/module/$name" ] || continue
    first_line "$R/sys/module/$name/version" || value=
    say "module $name" "$value"
  done
  say_file 'module-users nouveau' "$R/sys/module/nouveau/refcnt"
  [ -d "$R/sys/bus/pci/drivers/vfio-pci" ] && [ ! -d "$R/sys/module/vfio_pci" ] && say 'module vfio_pci' ''
  for folder in "$R"/lib/modules/*; do [ ! -e "$folder/kernel" ] || say 'kernel installed' "${folder##*/}"; done
  folder=$R/lib/modules/$kernel
  if [ -e "$folder/build/Makefile" ] || [ -d "$R/usr/src/kernels/$kernel" ] || [ -d "$R/usr/src/linux-headers-$kernel" ]; then
    say 'kernel headers' yes
  fi
  installed=
  if [ -r "$folder/modules.dep" ]; then
    installed=$(grep -hsoE '^[^:]*/(nvidia|nvidia[-_]vgpu[-_]vfio|nouveau|vfio|vfio[-_]pci|vfio[-_]iommu[-_]type1|vfio[-_]virqfd)\.ko' \
      "$folder/modules.dep" "$folder/modules.builtin")
    # modules.builtin has no colon and no dependencies, so the same pattern fits both.
  elif [ -d "$folder" ]; then
    installed=$(find "$folder/" -name '*.ko*' 2>/dev/null | grep -E '/(nvidia|nvidia[-_]vgpu[-_]vfio|nouveau|vfio|vfio[-_]pci|vfio[-_]iommu[-_]type1|vfio[-_]virqfd)\.ko')
  fi
  with_nvidia=
  for file in $installed; do
    name=${file##*/}
    name=${name%%.ko*}
    [ "$name" != nvidia ] || with_nvidia=1
    case $name in
      nvidia) ;;
      nvidia-vgpu-vfio | nvidia_vgpu_vfio) say 'installed-module nvidia_vgpu_vfio' '' ;;
      vfio-pci | vfio_pci) say 'installed-module vfio_pci' '' ;;
      vfio-iommu-type1 | vfio_iommu_type1) say 'installed-module vfio_iommu_type1' '' ;;
      vfio-virqfd | vfio_virqfd) say 'installed-module vfio_virqfd' '' ;;
      *) say "installed-module $name" '' ;;
    esac
  done
  # What is on disk can be newer than what is loaded.
  if [ -n "$with_nvidia" ]; then
    value=
    if tool modinfo; then value=$("$R$value" -k "$kernel" -F version nvidia 2>/dev/null); fi
    say 'installed-module nvidia' "$value"
  fi
}

# ADDRESS: in the folder of a function.
look_function() {
  say "pci $1 path" "${PWD#"$R"}"
  for name in vendor device class driver_override numa_node sriov_totalvfs sriov_numvfs; do
    if first_line "$name" && [ -n "$value" ] && [ "$value" != '(null)' ]; then say "pci $1 $name" "$value"; fi
  done
  if leads_to driver; then say "pci $1 driver" "$value"; fi
  if leads_to iommu_group; then
    say "pci $1 iommu_group" "$value"
    for member in iommu_group/devices/*; do
      [ -e "$member" ] || continue
      other=${member##*/}
      [ "$other" != "$1" ] || continue
      kind=
      first_line "$member/class" && kind=$value
      bound=-
      if leads_to "$member/driver"; then bound=$value; fi
      [ ! -e "$member/physfn" ] || continue
      say "neighbour $1" "$other $kind $bound"
    done
  fi
  # Cards up to Turing carry mediated devices themselves.
  if offers_mdevs "$1"; then
    say "pci $1 framework" mdev
    say_mdev_types "$1"
  fi
  listed=
  for link in virtfn*; do
    [ -e "$link" ] || continue
    function_folder=$PWD
    cd -P "$link" 2>/dev/null || continue
    look_virtual_function "$1" "${link#virtfn}"
    cd "$function_folder" || return
  done
}

# ADDRESS: in the folder of a function that mediated devices can be made of.
offers_mdevs() { [ -d mdev_supported_types ] && { [ -e "$R/sys/class/mdev_bus/$1" ] || [ ! -d "$R/sys/class/mdev_bus" ]; }; }

# ADDRESS: in its folder.
say_mdev_types() {
  for type in mdev_supported_types/*; do
    [ -d "$type" ] || continue
    first_line "$type/available_instances" || value='?'
    left=$value
    first_line "$type/name" || value=
    say "types $1" "${type##*/} $value"
    say "left $1 ${type##*/}" "$left"
  done
}

# CARD INDEX: in the folder of a virtual function.
look_virtual_function() {
  vf=${PWD##*/}
  say "vf $vf card" "$1"
  say "vf $vf index" "$2"
  if leads_to driver; then say "vf $vf driver" "$value"; fi
  if leads_to iommu_group; then say "vf $vf iommu_group" "$value"; fi
  if [ -e nvidia/creatable_vgpu_types ] || [ -e nvidia/current_vgpu_type ]; then
    say "vf $vf framework" vendor-vfio
    say_file "vf $vf current" nvidia/current_vgpu_type
    if [ -r nvidia/creatable_vgpu_types ] && [ -z "$listed" ]; then
      while IFS= read -r line || [ -n "$line" ]; do
        [ -z "$line" ] || say "creatable $vf" "$line"
        listed=1
      done <nvidia/creatable_vgpu_types
    fi
  elif offers_mdevs "$vf"; then
    say "vf $vf framework" mdev
    # The list is the same for all virtual functions of a card, so one is enough to tell the names.
    [ -z "$listed" ] || return 0
    listed=1
    say_mdev_types "$vf"
  fi
}

look_cards() {
  for device in "$R"/sys/bus/pci/devices/*; do
    first_line "$device/vendor" || continue
    [ "$value" = 0x10de ] || continue
    [ ! -e "$device/physfn" ] || continue
    cd -P "$device" 2>/dev/null || continue
    look_function "${device##*/}"
    cd "$here" || return
  done
}

look_mdevs() {
  for device in "$R"/sys/bus/mdev/devices/*; do
    [ -e "$device" ] || continue
    cd -P "$device" 2>/dev/null || continue
    uuid=${PWD##*/}
    parent=${PWD%/*}
    say "mdev $uuid parent" "${parent##*/}"
    if leads_to mdev_type; then say "mdev $uuid type" "$value"; fi
    if leads_to iommu_group; then say "mdev $uuid iommu_group" "$value"; fi
    cd "$here" || return
  done
  count=0
  for file in "$R"/etc/mdevctl.d/*/*; do
    [ -f "$file" ] || continue
    case $file in */mdevctl.d/scripts.d/*) continue ;; esac
    count=$((count + 1))
    say "definition $count path" "${file#"$R"/etc/mdevctl.d/}"
    while IFS= read -r line || [ -n "$line" ]; do say "definition $count line" "$line"; done <"$file"
  done
}

# Asked only where a card can do it: starting nvidia-smi costs more than the rest of the look, and it holds the driver.
look_mig() {
  [ -r "$R/sys/module/nvidia/version" ] || return 0
  able=
  for device in "$R"/sys/bus/pci/drivers/nvidia/*; do
    case ${device##*/} in
      ????:??:??.0) ;;
      *) continue ;;
    esac
    first_line "$device/class" || continue
    case $value in 0x0300* | 0x0302*) ;; *) continue ;; esac
    [ ! -e "$device/physfn" ] || continue
    first_line "$device/device" || continue
    case " ${mig_never:-} " in *" ${value#0x} "*) ;; *) able=1 ;; esac
  done
  [ -n "$able" ] || return 0
  tool nvidia-smi || {
    say mig-trouble 'nvidia-smi is not installed'
    return 0
  }
  smi=$R$value
  modes=$(bounded "$smi_seconds" "$smi" --query-gpu=pci.bus_id,index,mig.mode.current,mig.mode.pending --format=csv,noheader 2>&1)
  [ $? -ne 124 ] || say mig-trouble "nvidia-smi gave no answer in $smi_seconds s"
  printf '%s\n' "$modes" | tr -d '\r' | while IFS= read -r line; do say mig-mode "$line"; done
  case $modes in *Enabled*) look_mig_instances ;; esac
}

# No list is not an empty list.
look_mig_instances() {
  instances=$(bounded "$smi_seconds" "$smi" mig -lgi 2>&1)
  status=$?
  printf '%s\n' "$instances" | tr -d '\r' | while IFS= read -r line; do
    case $line in *[0-9]g.*gb*) say mig-instance "$line" ;; esac
  done
  [ "$status" -ne 0 ] || return 0
  case $instances in
    *[0-9]g.*gb* | *'No GPU instances'* | *'No MIG-enabled'* | *'Not Found'*) ;;
    *) say mig-trouble "nvidia-smi mig -lgi ended with $status: $(printf '%s\n' "$instances" | tail -n 1)" ;;
  esac
}

look_racadm() {
  racadm=
  for candidate in /opt/dell/srvadmin/bin/idracadm7 /opt/dell/srvadmin/sbin/racadm /opt/dell/srvadmin/bin/racadm; do
    [ -n "$racadm" ] || [ ! -x "$R$candidate" ] || racadm=$candidate
  done
  [ -n "$racadm" ] || { tool racadm && racadm=$value; }
  [ -n "$racadm" ] || return 0
  say 'tool racadm' "$racadm"
  # It takes seconds for an answer, so it is not asked where virtual functions and the CPU already prove the settings.
  [ -z "$flagged" ] || [ "$sriov_proven" != 1 ] || return 0
  pending=
  for name in BIOS.IntegratedDevices.SriovGlobalEnable BIOS.ProcSettings.ProcVirtualization; do
    # SriovGlobalEnable=Disabled (Pending Value=Enabled)
    setting="^[[:blank:]]*#?${name##*.}[[:blank:]]*=[[:blank:]]*"
    told=$(bounded 60 "$R$racadm" get "$name" 2>&1 | tr -d '\r')
    answered=$(printf '%s\n' "$told" | grep -E "$setting|^(Enabled|Disabled)([[:blank:]]|\$)" | head -n 1 | sed -E "s/$setting//")
    if [ -n "$answered" ]; then say "racadm $name" "$answered"; else
      say "not-known racadm $name" "$racadm get said: $(printf '%s\n' "$told" | tail -n 1)"
    fi
    case $answered in *Pending*) pending=1 ;; esac
  done
  [ -z "$pending" ] || look_racadm_jobs
}

# Job Name=Configure: BIOS.Setup.1-1, a line later Status=Scheduled
look_racadm_jobs() {
  queue=$(bounded 60 "$R$racadm" jobqueue view 2>&1)
  case $queue in *'JOB QUEUE'*) ;; *) return 0 ;; esac
  say 'racadm job' "$(printf '%s\n' "$queue" | awk '
    /Job Name=/ { bios = /BIOS/ }
    bios && /Status=(Scheduled|Scheduling|New|Running|Ready|Downloaded|Pending)/ { found = 1 }
    END { print found ? "scheduled" : "none" }')"
}

# Virtual functions on every card that can have them and is not given away whole. Where SR-IOV is off in the BIOS a card may
# not even tell that it could; product ids from 0x2000 on are of generations that have it.
find_sriov_proof() {
  sriov_proven=1
  for device in "$R"/sys/bus/pci/devices/*; do
    first_line "$device/vendor" || continue
    [ "$value" = 0x10de ] && [ ! -e "$device/physfn" ] || continue
    first_line "$device/class" || continue
    case $value in 0x0300* | 0x0302*) ;; *) continue ;; esac
    if leads_to "$device/driver" && [ "$value" = vfio-pci ]; then continue; fi
    first_line "$device/sriov_totalvfs" || value=0
    if [ "$value" -eq 0 ]; then
      first_line "$device/device" || continue
      case $value in 0x2???) sriov_proven=0 ;; esac
      continue
    fi
    first_line "$device/sriov_numvfs" || value=0
    [ "$value" -gt 0 ] || sriov_proven=0
  done
}

look_boot_configuration() {
  grep -HsE '^[[:space:]]*(export[[:space:]]+)?GRUB_CMDLINE_LINUX(_DEFAULT)?\+?=|^# Managed by Gantry: added ' \
    "$R/etc/default/grub" "$R"/etc/default/grub.d/*.cfg | say_found 'grub line'
  [ ! -f "$R/etc/default/grub" ] || say 'grub file' /etc/default/grub
  grep -HsE '^[[:space:]]*(linux|linux16|linuxefi)[[:space:]].*(vmlinuz|root=)|^options[[:space:]]|^kernelopts=' \
    "$R/boot/grub/grub.cfg" "$R/boot/grub2/grub.cfg" "$R"/boot/efi/EFI/*/grub.cfg "$R"/boot/loader/entries/*.conf "$R/boot/grub2/grubenv" |
    say_found boot-entry
  grep -HsE '^[^#]*(nouveau|nvidia|vfio)|^# (BEGIN|END) Managed by Gantry' "$R"/etc/modprobe.d/*.conf "$R"/usr/lib/modprobe.d/*.conf "$R"/run/modprobe.d/*.conf \
    "$R"/etc/modules-load.d/*.conf "$R/etc/modules" "$R/etc/initramfs-tools/modules" "$R"/etc/dracut.conf.d/*.conf |
    say_found config
  for file in "$R"/etc/driverctl.d/*; do [ ! -f "$file" ] || say_file "config ${file#"$R"}" "$file"; done
  for image in "$R/boot/initramfs-$kernel.img" "$R/boot/initrd.img-$kernel" "$R/boot/initrd-$kernel"; do
    [ -e "$image" ] || continue
    say 'initramfs image' "${image#"$R"}"
    find "$R"/etc/modprobe.d/*.conf "$R"/usr/lib/modprobe.d/nvidia*.conf "$R/etc/dracut.conf.d/gpu-vfio.conf" "$R/etc/initramfs-tools/modules" -newer "$image" 2>/dev/null |
      while IFS= read -r file; do say 'initramfs older-than' "${file#"$R"}"; done
    break
  done
}

look_files() {
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
  for file in "$@"; do look_owner_of "$file"; done
}

# FILE: ours when its first or second line has the marker; of others the lines that tell what they do.
look_owner_of() {
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
  [ "$owner" = foreign ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in '' | '#'*) ;; *) say "file-line ${1#"$R"}" "$line" ;; esac
  done <"$1"
}

look_services() {
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
  # One unit that systemctl cannot tell of must not silence it about the others.
  for unit in "$@"; do
    case "$nl$answered" in *"${nl}unit $unit$tab"*) continue ;; esac
    one=$(ask_units "$unit")
    case $one in
      # Asked for by another of its names, a unit answers with its own.
      'unit '*) say "unit $unit" "${one#*"$tab"}" ;;
      *)
        why=$("$control" show -p Id -- "$unit" 2>&1 >/dev/null | tail -n 1)
        say "not-known unit $unit" "${why:-systemctl told nothing of it}"
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
    "$control" show -p Id -p LoadState -p ActiveState -p UnitFileState -- "$@" 2>/dev/null
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

look_room() {
  for name in mdevctl gcc make dkms lspci curl wget unzip dracut update-initramfs update-grub grub-mkconfig grub2-mkconfig grubby \
    nvidia-smi nvidia-mig-parted apt-get dnf yum virsh docker podman mokutil driverctl kernelstub; do
    if tool "$name"; then say "tool $name" "$value"; fi
  done
  [ ! -x "$R/usr/lib/nvidia/sriov-manage" ] || say 'tool sriov-manage' /usr/lib/nvidia/sriov-manage
  grep -sE ' (/|/tmp|/opt|/var/tmp) ' "$R/proc/mounts" | while read -r _ folder _ how _; do
    case ",$how," in *,noexec,*) say noexec "$folder" ;; esac
  done
  folder=$R/opt
  [ -d "$folder" ] || folder=$here
  df -Pk "$folder" 2>/dev/null | while read -r _ _ _ left _; do
    case $left in '' | *[!0-9]*) ;; *) say 'free /opt' $((left / 1024)) ;; esac
  done
}

# Who has a VFIO device or a GPU open, and which guests run, by the kernel's own table: true for guests of any kind.
look_open_files() {
  list_open_files | while read -r process opened; do
    if [ "$process" = listed ]; then
      say open-files listed
      continue
    fi
    process=${process%/fd}
    case $opened in
      */vfio/vfio) ;;
      */vfio/devices/*)
        if leads_to "$R/sys/class/vfio-dev/${opened##*/}/device"; then
          taken=$value
          name_process "$process"
          say "use $taken running" "$user"
        fi
        ;;
      *vfio/*)
        name_process "$process"
        for member in "$R/sys/kernel/iommu_groups/${opened##*/}/devices"/*; do
          [ ! -e "$member" ] || say "use ${member##*/} running" "$user"
        done
        ;;
      anon_inode:kvm-vm)
        name_process "$process"
        say 'domain running' "$user"
        ;;
      */nvidia*)
        first_line "$process/comm" || value=
        case $value in
          # The driver's own daemons, and a query that is over at once.
          nvidia-vgpu-mgr | nvidia-vgpud | nvidia-persiste* | nv-fabricmanage* | nvidia-smi) ;;
          *) say "gpu-process ${process##*/}" "${value:-?}" ;;
        esac
        ;;
    esac
  done
}

# Domains that are defined, running or not, by the files that libvirt keeps of them; by virsh where there are none to read.
look_domains() {
  for file in "$R"/run/libvirt/qemu/*.xml; do
    [ ! -f "$file" ] || { file=${file##*/}; say 'domain running' "${file%.xml}"; }
  done
  folders=$(list_domain_folders)
  if [ -n "$folders" ]; then
    printf '%s\n' "$folders" | while IFS= read -r folder; do
      set -- "$folder"/*.xml
      [ ! -f "$1" ] || grep -HE "<address (uuid|domain)=" "$@" 2>/dev/null | say_found domain-line
    done
    return 0
  fi
  if tool virsh && { [ -S "$R/run/libvirt/libvirt-sock" ] || [ -S "$R/run/libvirt/virtqemud-sock" ]; }; then
    ask_virsh "$R$value"
    return 0
  fi
  for name in docker podman; do
    tool "$name" || continue
    engine=$R$value
    # Error: No such object: nova_libvirt      Error: no such object: "nova_libvirt"
    told=$(bounded 30 "$engine" inspect nova_libvirt 2>&1 >/dev/null) || {
      case $told in
        *[Nn]'o such '*) ;;
        *) say domains-unknown "$name inspect nova_libvirt: $(printf '%s\n' "$told" | tail -n 1)" ;;
      esac
      continue
    }
    ask_virsh "$engine" exec nova_libvirt virsh
    return 0
  done
}

# COMMAND...: a libvirt that does not answer must not be taken for one without domains.
ask_virsh() {
  domains=$(bounded 30 "$@" list --all --name </dev/null 2>&1) || {
    say domains-unknown "$* list --all: $(printf '%s\n' "$domains" | tail -n 1)"
    return 0
  }
  printf '%s\n' "$domains" | while read -r domain; do
    [ -n "$domain" ] || continue
    described=$(bounded 30 "$@" dumpxml "$domain" </dev/null 2>/dev/null) || say domains-unknown "$* dumpxml $domain gave no answer"
    printf '%s\n' "$described" | grep -E "<address (uuid|domain)=" | while IFS= read -r line; do
      say "domain-line /virsh/$domain.xml" "$line"
    done
  done
}

# The script itself comes by standard input, so nothing in it may read from there.
{
  # What a login prints before may not end its line: a window title, a prompt.
  echo
  say gantry-look 1
  cd "$here" || exit 1
  look_machine
  look_platform
  look_modules
  look_cards
  look_mdevs
  look_mig
  find_sriov_proof
  look_racadm
  look_boot_configuration
  look_files
  look_services
  look_room
  look_open_files
  look_domains
  say gantry-end ok
} </dev/null 9</dev/null
