# shellcheck shell=sh disable=SC2154
# Sets the vGPU type of virtual functions by $types, lines "VF NUMBER", those with 0 first. $guarded lose their type.
run() {
  # shellcheck disable=SC2086 # a list of devices
  refuse_in_use $guarded
  printf '%s\n' "$types" | while read -r vf number; do
    [ -z "$vf" ] || vgpu_type "$vf" "$number" || exit 1
  done
}
