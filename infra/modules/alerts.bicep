param suffix string
param location string
param tags object
param insightsId string

@description('E-mail addresses that get the alerts; empty: the alerts are only shown in the portal.')
param alertEmails array

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(alertEmails)) {
  name: 'ag-habeas-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'habeas'
    emailReceivers: map(alertEmails, address => {
      name: address
      emailAddress: address
      useCommonAlertSchema: true
    })
  }
}

var quarter = 'PT15M'
var hour = 'PT1H'

// The exporter sends a gauge as a sum of one value, without minimum and maximum.
func latest(metric string) string => 'customMetrics | where name == "habeas.${metric}" | summarize value = max(valueSum)'

func bySystem(metric string, summary string) string =>
  'customMetrics | where name == "habeas.${metric}" | extend system = tostring(customDimensions.system) | summarize ${summary} by system'

// docs/runbook.md says for each of them what to do.
var rules = [
  {
    name: 'late'
    severity: 1
    window: quarter
    every: quarter
    title: 'Habeas: requests are late'
    description: 'The last day on which the law allows an answer has passed for an open request. docs/runbook.md, Alerts.'
    query: '${latest('requests.late')} | where value > 0'
    dimensions: []
  }
  {
    name: 'due'
    severity: 2
    window: hour
    every: hour
    title: 'Habeas: requests are due soon and wait for a person'
    description: 'Requests are due within a week while requests wait for a person. docs/runbook.md, Alerts.'
    query: 'customMetrics | where name in ("habeas.requests.due_this_week", "habeas.requests.waiting_for_person") | summarize value = max(valueSum) by name | summarize value = min(value), names = count() | where value > 0 and names == 2'
    dimensions: []
  }
  {
    name: 'held-up'
    severity: 2
    window: hour
    every: quarter
    title: 'Habeas: a system holds requests up'
    description: 'For an hour, requests waited for this system without a break. docs/runbook.md, Alerts.'
    query: '${bySystem('requests.waiting_for_system', 'value = min(valueSum), times = count()')} | where value > 0 and times > 30'
    dimensions: [{ name: 'system', operator: 'Include', values: ['*'] }]
  }
  {
    name: 'failing'
    severity: 2
    window: hour
    every: quarter
    title: 'Habeas: most tries in a system fail'
    description: 'More than half of at least ten tries within an hour failed. docs/runbook.md, Alerts.'
    query: '${bySystem('tries', 'tries = sum(valueSum), failed = sumif(valueSum, tostring(customDimensions.code) != "ok")')} | where tries >= 10 and failed * 2 > tries'
    dimensions: [{ name: 'system', operator: 'Include', values: ['*'] }]
  }
  {
    name: 'undelivered'
    severity: 3
    window: hour
    every: hour
    title: 'Habeas: callbacks are not taken'
    description: 'Receivers refused at least ten calls within an hour. docs/runbook.md, Alerts.'
    query: 'customMetrics | where name == "habeas.callbacks" and tostring(customDimensions.delivered) == "false" | summarize value = sum(valueSum) | where value >= 10'
    dimensions: []
  }
  {
    name: 'not-swept'
    severity: 1
    window: quarter
    every: quarter
    title: 'Habeas: the sweeper does not run'
    description: 'No run of the sweeper ended within 15 minutes. docs/runbook.md, Alerts.'
    query: 'customMetrics | where name == "habeas.sweep.duration" | summarize runs = count() | where runs == 0'
    dimensions: []
  }
  {
    name: 'sweep-fails'
    severity: 3
    window: hour
    every: hour
    title: 'Habeas: tasks of the sweeper fail'
    description: 'At least ten tasks of the sweeper failed within an hour. docs/runbook.md, Alerts.'
    query: 'customMetrics | where name == "habeas.sweep.failures" | summarize value = sum(valueSum) | where value >= 10'
    dimensions: []
  }
]

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: 'alert-habeas-${rule.name}-${suffix}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [insightsId]
      evaluationFrequency: rule.every
      windowSize: rule.window
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            dimensions: rule.dimensions
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      autoMitigate: true
      actions: { actionGroups: empty(alertEmails) ? [] : [actionGroup.id] }
    }
  }
]

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(insightsId, 'habeas')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Habeas'
    category: 'workbook'
    sourceId: insightsId
    version: 'Notebook/1.0'
    serializedData: loadTextContent('../workbook.json')
  }
}
