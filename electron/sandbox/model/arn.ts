/** KMS ARNs in AWS's three partitions, made and taken apart. */
export interface ARNParts {
  readonly partition: string
  readonly service: string
  readonly region: string
  readonly account: string
  readonly resource: string
}

export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}

export function arnOf(region: string, account: string, resource: string): string {
  return `arn:${partitionOf(region)}:kms:${region}:${account}:${resource}`
}

export function parseARN(text: string): ARNParts | undefined {
  const [arn, partition, service, region, account, ...resource] = text.split(':')
  if (arn !== 'arn' || !partition || !service || !region || !account || resource.length === 0) return undefined
  return { partition, service, region, account, resource: resource.join(':') }
}
