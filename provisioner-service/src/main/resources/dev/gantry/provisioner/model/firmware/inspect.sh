# shellcheck shell=sh disable=SC2154
# Inspection: what firmware and boot give.

say_platform() {
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
  say_secure_boot
}

# The variable's bytes are four of attributes, then 0 or 1. Shim can be told not to check; then signatures do not matter.
say_secure_boot() {
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

say_racadm() {
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
  [ -z "$pending" ] || say_racadm_jobs
}

# Job Name=Configure: BIOS.Setup.1-1, a line later Status=Scheduled
say_racadm_jobs() {
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

inspect_firmware() {
  say_platform
  find_sriov_proof
  say_racadm
}
