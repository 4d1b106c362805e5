{{- define "gantry.environment" -}}
{{- $root := .root }}
{{- $name := .service }}
{{- $database := $name | replace "-" "_" }}
- {name: GANTRY_MODE, value: production}
- {name: GANTRY_TLS_AT_PROXY, value: "true"}
- {name: QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING, value: "true"}
- {name: QUARKUS_HTTP_PROXY_ENABLE_FORWARDED_HOST, value: "true"}
- {name: QUARKUS_HTTP_PROXY_ENABLE_FORWARDED_PREFIX, value: "true"}
{{- $query := printf "?sslmode=%s" $root.Values.database.sslmode }}
{{- if include "gantry.databaseCa" $root }}
{{- $query = printf "%s&sslrootcert=/run/gantry/database-ca/ca.crt" $query }}
{{- end }}
- {name: GANTRY_DB_URL, value: {{ printf "jdbc:postgresql://%s:%d/%s%s" (include "gantry.databaseHost" $root) (int $root.Values.database.port) $database $query | quote }}}
- {name: GANTRY_DB_USER, value: {{ $database }}}
- {name: GANTRY_DB_PASSWORD_FILE, value: /run/gantry/database/password}
{{ include "gantry.kafkaEnv" . }}
- {name: GANTRY_OIDC_ENABLED, value: {{ $root.Values.login.oidc.enabled | quote }}}
{{- if $root.Values.login.oidc.enabled }}
- {name: GANTRY_OIDC_URL, value: {{ required "login.oidc.issuer is needed with login.oidc.enabled" $root.Values.login.oidc.issuer | quote }}}
- {name: GANTRY_OIDC_ROLES_CLAIM, value: {{ $root.Values.login.oidc.rolesClaim | quote }}}
- {name: GANTRY_OIDC_AUDIENCE, value: {{ $root.Values.login.oidc.audience | quote }}}
{{- if and (eq $name "inventory") $root.Values.login.oidc.consoleClientId }}
- {name: GANTRY_CONSOLE_OIDC_CLIENT_ID, value: {{ $root.Values.login.oidc.consoleClientId | quote }}}
{{- end }}
{{- end }}
{{- if $root.Values.login.apiTokensSecret }}
- {name: GANTRY_API_TOKENS_FILE, value: /run/gantry/api-tokens/api-tokens}
{{- else if not $root.Values.login.oidc.enabled }}
{{- fail "nobody could log in: enable login.oidc or name login.apiTokensSecret" }}
{{- end }}
{{- if $root.Values.trust.caSecret }}
- {name: GANTRY_CA_FILE, value: /run/gantry/trust/ca.crt}
{{- end }}
- {name: GANTRY_INVENTORY_URL, value: {{ printf "http://%s:8101" (include "gantry.name" (dict "root" $root "service" "inventory")) | quote }}}
- {name: GANTRY_PROVISIONER_URL, value: {{ printf "http://%s:8102" (include "gantry.name" (dict "root" $root "service" "provisioner")) | quote }}}
- {name: GANTRY_NOVA_CONFIG_URL, value: {{ printf "http://%s:8103" (include "gantry.name" (dict "root" $root "service" "nova-config")) | quote }}}
- {name: GANTRY_IMAGE_BUILDER_URL, value: {{ printf "https://%s/image-builder" $root.Values.host | quote }}}
{{- if eq $name "provisioner" }}
- {name: GANTRY_PROVISIONER_SSH_KEY_PATH, value: /run/gantry/ssh/id_ed25519}
{{- if $root.Values.provisioner.tokenSecret }}
- {name: GANTRY_PROVISIONER_PLACEMENT_CHECK_URL, value: {{ printf "http://%s:8103" (include "gantry.name" (dict "root" $root "service" "nova-config")) | quote }}}
- {name: GANTRY_PROVISIONER_PLACEMENT_CHECK_TOKEN_PATH, value: /run/gantry/own-token/token}
{{- end }}
{{- end }}
{{- if and (eq $name "inventory") $root.Values.inventory.webhookKeySecret }}
- {name: GANTRY_INVENTORY_WEBHOOKS_KEY_PATH, value: /run/gantry/webhook-key/key}
{{- end }}
{{- with $root.Values.monitoring.tracesUrl }}
- {name: GANTRY_TRACES_URL, value: {{ . | quote }}}
{{- end }}
{{- range $key, $value := .settings.env }}
- {name: {{ $key }}, value: {{ $value | quote }}}
{{- end }}
{{- end }}

{{- define "gantry.mounts" -}}
{{- $root := .root }}
- {name: tmp, mountPath: /tmp}
- {name: data, mountPath: /var/lib/gantry}
- {name: database, mountPath: /run/gantry/database, readOnly: true}
{{- if include "gantry.databaseCa" $root }}
- {name: database-ca, mountPath: /run/gantry/database-ca, readOnly: true}
{{- end }}
{{- with include "gantry.kafkaMounts" . }}
{{- . }}
{{- end }}
{{- if $root.Values.login.apiTokensSecret }}
- {name: api-tokens, mountPath: /run/gantry/api-tokens, readOnly: true}
{{- end }}
{{- if $root.Values.trust.caSecret }}
- {name: trust, mountPath: /run/gantry/trust, readOnly: true}
{{- end }}
{{- if eq .service "provisioner" }}
- {name: ssh, mountPath: /run/gantry/ssh, readOnly: true}
{{- if $root.Values.provisioner.tokenSecret }}
- {name: own-token, mountPath: /run/gantry/own-token, readOnly: true}
{{- end }}
{{- end }}
{{- if and (eq .service "inventory") $root.Values.inventory.webhookKeySecret }}
- {name: webhook-key, mountPath: /run/gantry/webhook-key, readOnly: true}
{{- end }}
{{- end }}
