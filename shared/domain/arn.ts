/** An Amazon resource name taken apart. `partition` is parsed, never assumed. */
export interface Arn {
  partition: string
  service: string
  region: string
  account: string
  resource: string
}

/** Parses `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`; undefined where the text is no ARN. */
export function parseArn(text: string): Arn | undefined {
  const [prefix, partition, service, region, account, ...resource] = text.split(':')
  if (prefix !== 'arn' || !partition || !service || region === undefined || account === undefined) return undefined
  if (resource.length === 0 || resource[0] === '') return undefined
  return { partition, service, region, account, resource: resource.join(':') }
}
