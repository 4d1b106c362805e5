# shellcheck shell=sh disable=SC2154
# Inspection: mediated devices, live and defined.

inspect_mdev() {
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
