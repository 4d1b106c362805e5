{{- define "gantry.name" -}}
{{- printf "%s-%s" .root.Release.Name .service | trunc 63 | trimSuffix "-" -}}
{{- end }}

{{- define "gantry.selector" -}}
app.kubernetes.io/name: gantry
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .service }}
{{- end }}

{{- define "gantry.labels" -}}
{{ include "gantry.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: gantry
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "gantry.image" -}}
{{ .root.Values.image.prefix }}/{{ .service }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{- define "gantry.port" -}}
{{- get (dict "inventory" "8101" "provisioner" "8102" "nova-config" "8103" "image-builder" "8104") .service -}}
{{- end }}

{{- define "gantry.databaseHost" -}}
{{- if .Values.database.cloudnativepg.enabled }}{{ .Release.Name }}-db-rw{{ else }}{{ .Values.database.host }}{{ end -}}
{{- end }}

{{- define "gantry.databaseCa" -}}
{{- if .Values.database.cloudnativepg.enabled }}{{ .Release.Name }}-db-ca{{ else }}{{ .Values.database.caSecret }}{{ end -}}
{{- end }}

{{- define "gantry.kafkaCa" -}}
{{- if .Values.kafka.strimzi.enabled }}{{ .Release.Name }}-kafka-cluster-ca-cert{{ else }}{{ .Values.kafka.caSecret }}{{ end -}}
{{- end }}

{{- define "gantry.bootstrap" -}}
{{- if .Values.kafka.strimzi.enabled }}{{ .Release.Name }}-kafka-kafka-bootstrap:9093{{ else }}{{ .Values.kafka.bootstrap }}{{ end -}}
{{- end }}

{{/* What a container of the suite may do: nothing. */}}
{{- define "gantry.container" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
{{- end }}

{{- define "gantry.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .Values.image.pullSecrets }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- end }}

{{/* How the broker is reached: of a service and of the job that makes topics. */}}
{{- define "gantry.kafkaEnv" -}}
- {name: GANTRY_KAFKA, value: {{ include "gantry.bootstrap" .root | quote }}}
- {name: KAFKA_SECURITY_PROTOCOL, value: {{ .root.Values.kafka.securityProtocol | quote }}}
{{- if eq .root.Values.kafka.securityProtocol "SASL_SSL" }}
- {name: KAFKA_SASL_MECHANISM, value: {{ .root.Values.kafka.mechanism | quote }}}
- {name: KAFKA_SASL_JAAS_CONFIG_FILE, value: /run/gantry/kafka/jaas}
{{- end }}
{{- if include "gantry.kafkaCa" .root }}
- {name: KAFKA_SSL_TRUSTSTORE_TYPE, value: PEM}
- {name: KAFKA_SSL_TRUSTSTORE_LOCATION, value: /run/gantry/kafka-ca/ca.crt}
{{- end }}
{{- end }}

{{- define "gantry.kafkaMounts" -}}
{{- if eq .root.Values.kafka.securityProtocol "SASL_SSL" }}
- {name: kafka, mountPath: /run/gantry/kafka, readOnly: true}
{{- end }}
{{- if include "gantry.kafkaCa" .root }}
- {name: kafka-ca, mountPath: /run/gantry/kafka-ca, readOnly: true}
{{- end }}
{{- end }}

{{- define "gantry.kafkaVolumes" -}}
{{- if eq .root.Values.kafka.securityProtocol "SASL_SSL" }}
- name: kafka
  secret:
    {{- if .root.Values.kafka.strimzi.enabled }}
    secretName: {{ .root.Release.Name }}-{{ .service }}
    items: [{key: sasl.jaas.config, path: jaas}]
    {{- else }}
    secretName: {{ .root.Values.kafka.jaasSecret }}
    items: [{key: {{ .service }}, path: jaas}]
    {{- end }}
{{- end }}
{{- if include "gantry.kafkaCa" .root }}
- name: kafka-ca
  secret: {secretName: {{ include "gantry.kafkaCa" .root }}, items: [{key: ca.crt, path: ca.crt}]}
{{- end }}
{{- end }}
