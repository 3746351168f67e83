{{- define "hitless.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "hitless.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if contains .Chart.Name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "hitless.name" .) | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "hitless.selector" -}}
app.kubernetes.io/name: {{ include "hitless.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "hitless.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "hitless.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "hitless.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "hitless.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}{{ default (include "hitless.fullname" .) .Values.serviceAccount.name }}
{{- else }}{{ default "default" .Values.serviceAccount.name }}{{ end }}
{{- end }}

{{- define "hitless.secretName" -}}
{{ default (include "hitless.fullname" .) .Values.secrets.existingSecret }}
{{- end }}

{{- /* A phase of the stop may take the drain and five seconds; there are two that may take all of theirs: turns, then open requests. */ -}}
{{- define "hitless.phaseSeconds" -}}
{{ add .Values.drain.seconds 5 }}
{{- end }}

{{- define "hitless.graceSeconds" -}}
{{ add .Values.drain.preStopSeconds (mul 2 (include "hitless.phaseSeconds" . | int)) 5 }}
{{- end }}

{{- define "hitless.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "hitless.databasePassword" -}}
{{- if .Values.database.existingSecret }}
name: {{ .Values.database.existingSecret }}
key: {{ .Values.database.passwordKey }}
{{- else }}
name: {{ include "hitless.fullname" . }}
key: database-password
{{- end }}
{{- end }}
