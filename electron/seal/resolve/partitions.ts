/** The host name of KMS in a region: by the partition whose pattern the region fits, by the usual one for all others. */
interface Partition {
  pattern: RegExp
  suffix: string
  dualStackSuffix: string
  hasDualStack: boolean
  /** Known to the second SDK only; the first takes the usual suffix. */
  isNew?: true
}

const usual: Partition = { pattern: /./, suffix: 'amazonaws.com', dualStackSuffix: 'api.aws', hasDualStack: true }

const partitions: readonly Partition[] = [
  {
    pattern: /^cn-\w+-\d+$/,
    suffix: 'amazonaws.com.cn',
    dualStackSuffix: 'api.amazonwebservices.com.cn',
    hasDualStack: true,
  },
  {
    pattern: /^eusc-(?:de)-\w+-\d+$/,
    suffix: 'amazonaws.eu',
    dualStackSuffix: 'api.amazonwebservices.eu',
    hasDualStack: true,
    isNew: true,
  },
  { pattern: /^us-iso-\w+-\d+$/, suffix: 'c2s.ic.gov', dualStackSuffix: 'c2s.ic.gov', hasDualStack: false },
  { pattern: /^us-isob-\w+-\d+$/, suffix: 'sc2s.sgov.gov', dualStackSuffix: 'sc2s.sgov.gov', hasDualStack: false },
  { pattern: /^eu-isoe-\w+-\d+$/, suffix: 'cloud.adc-e.uk', dualStackSuffix: 'cloud.adc-e.uk', hasDualStack: false },
  { pattern: /^us-isof-\w+-\d+$/, suffix: 'csp.hci.ic.gov', dualStackSuffix: 'csp.hci.ic.gov', hasDualStack: false },
]

export interface EndpointVariant {
  fips: boolean
  dualStack: boolean
}

export type Sdk = 'first' | 'second'

export function regionalEndpoint(region: string, { fips, dualStack }: EndpointVariant, sdk: Sdk): string {
  const partition = partitionOf(region, sdk)
  const suffix = dualStack ? partition.dualStackSuffix : partition.suffix
  return `https://kms${fips ? '-fips' : ''}.${region}.${suffix}`
}

export function hasDualStack(region: string, sdk: Sdk): boolean {
  return partitionOf(region, sdk).hasDualStack
}

function partitionOf(region: string, sdk: Sdk): Partition {
  return partitions.find(({ pattern, isNew }) => pattern.test(region) && !(isNew && sdk === 'first')) ?? usual
}
