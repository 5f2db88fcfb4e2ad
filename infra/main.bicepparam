// Every parameter is a value of the azd environment: `azd env set NAME VALUE`. Lists are written with commas. See README.md.
using 'main.bicep'

var lists = {
  vendorSecretNames: readEnvironmentVariable('HABEAS_VENDOR_SECRETS', '')
  callerAddresses: readEnvironmentVariable('HABEAS_CALLER_ADDRESSES', '')
  administratorAddresses: readEnvironmentVariable('HABEAS_ADMINISTRATOR_ADDRESSES', '')
  alertEmails: readEnvironmentVariable('HABEAS_ALERT_EMAILS', '')
}
var listed = mapValues(lists, list => filter(split(replace(list, ' ', ''), ','), name => !empty(name)))

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param vendorSecretNames = listed.vendorSecretNames
param callerAddresses = listed.callerAddresses
param administratorAddresses = listed.administratorAddresses
param networkPrefix = readEnvironmentVariable('HABEAS_NETWORK_PREFIX', '10.80.0.0/24')
param signInClientId = readEnvironmentVariable('HABEAS_SIGN_IN_CLIENT_ID', '')
param alertEmails = listed.alertEmails
param otlpEndpoint = readEnvironmentVariable('HABEAS_OTLP_ENDPOINT', '')
param publicUrl = readEnvironmentVariable('HABEAS_PUBLIC_URL', '')
param storageSku = readEnvironmentVariable('HABEAS_STORAGE_SKU', 'Standard_ZRS')
param resultsRetentionDays = int(readEnvironmentVariable('HABEAS_RESULTS_RETENTION_DAYS', '90'))
param sealedRetentionDays = int(readEnvironmentVariable('HABEAS_SEALED_RETENTION_DAYS', '730'))
param logRetentionDays = int(readEnvironmentVariable('HABEAS_LOG_RETENTION_DAYS', '90'))
param alwaysReadyInstances = int(readEnvironmentVariable('HABEAS_ALWAYS_READY_INSTANCES', '0'))
