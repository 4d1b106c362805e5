# Reads a mig-parted configuration (block or flow style) and prints "devices mode profile=count ..." of one of its entries.
# Sample:  default: [{devices: [0], mig-enabled: true, mig-devices: {"1g.10gb": 1, "2g.20gb": 3}}]
{
  sub(/[ \t]+#.*$/, ""); sub(/^#.*$/, "")
  gsub(/["']/, "")
  if ($0 ~ /^[ \t]*$/) next
  match($0, /^ */); indent = RLENGTH
  line = substr($0, indent + 1)
  if (indent == 0) { section = line; sub(/:.*/, "", section); if (section == "version") version = value(line); if (section != "mig-configs") next; rest = value(line); if (rest != "") flow(rest); next }
  if (section != "mig-configs") next
  if (base == "") base = indent
  if (indent == base && line !~ /^-/) { finish(); name = line; sub(/:.*/, "", name); inside = name == chosen; if (inside) found = 1; rest = value(line); if (inside && rest != "") items(rest); next }
  if (!inside) next
  if (line ~ /^- ?/) { finish(); open = 1; sub(/^- */, "", line) ; counts = 0 }
  take(line)
}
function value(text) { sub(/^[^:]*:[ \t]*/, "", text); return text }
function take(text,   key, v) {
  if (text == "") return
  key = text; sub(/:.*/, "", key); v = value(text)
  if (key == "devices") { gsub(/[][ ]/, "", v); devices = v; counts = 0 }
  else if (key == "mig-enabled") { mode = v; counts = 0 }
  else if (key == "mig-devices") { counts = 1; if (v ~ /[{]/) pairs(v) }
  else if (key == "device-filter") counts = 0
  else if (text ~ /^- /) { sub(/^- */, "", text); devices = devices (devices == "" ? "" : ",") text }
  else if (counts) { gsub(/ /, "", v); wanted = wanted " " key "=" v }
  else { print "unknown field \"" key "\""; failed = 1; exit 1 }
}
function pairs(text,   part, n, i, key) {
  gsub(/[{}]/, "", text); n = split(text, part, ",")
  for (i = 1; i <= n; i++) { key = part[i]; sub(/:[^:]*$/, "", key); gsub(/ /, "", key); sub(/.*:/, "", part[i]); gsub(/ /, "", part[i]); if (key != "") wanted = wanted " " key "=" part[i] }
}
# [{devices: [0], mig-enabled: true, mig-devices: {1g.10gb: 1}}, {...}]
function items(text,   depth, i, c, start, piece) {
  for (i = 1; i <= length(text); i++) {
    c = substr(text, i, 1)
    if (c == "{") { depth++; if (depth == 1) start = i + 1 }
    if (c == "}") { depth--; if (depth == 0) { open = 1; fields(substr(text, start, i - start)); finish() } }
  }
}
function fields(text,   depth, i, c, piece) {
  for (i = 1; i <= length(text) + 1; i++) {
    c = substr(text, i, 1)
    if (c ~ /[[{]/) depth++
    if (c ~ /[]}]/) depth--
    if ((c == "," && depth == 0) || i > length(text)) { sub(/^ */, "", piece); take(piece); piece = "" } else piece = piece c
  }
}
function flow(text) { print "flow style is read below the name of a configuration only"; failed = 1; exit 1 }
function finish() { if (open) { if (devices == "") devices = "all"; print devices, mode == "" ? "false" : mode, wanted }; open = 0; devices = mode = wanted = "" }
END {
  if (failed) exit 1
  finish()
  if (version != "v1") { print "unknown version: " version; exit 1 }
  if (!found) { print "selected mig-config not present: " chosen; exit 1 }
}
