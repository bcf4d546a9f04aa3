/**
 * The host name of KMS in a region: by the partition whose pattern the region fits, by the usual one for all others. A region
 * with `fips` in its name is an old way to ask for a FIPS endpoint of the region without it.
 */
export type Sdk = 'first' | 'second'

interface Partition {
  pattern: RegExp
  /** The name of the partition as a whole, which the second SDK takes for a region of it. */
  globalName?: string
  suffix: string
  /** The first SDK knows none for the isolated partitions. */
  dualStackSuffix: Readonly<Partial<Record<Sdk, string>>>
  /** Known to the second SDK only; the first takes the usual suffix. */
  isNew?: true
}

const both = (suffix: string) => ({ first: suffix, second: suffix })

const usual: Partition = { pattern: /./, suffix: 'amazonaws.com', dualStackSuffix: both('api.aws') }

const partitions: readonly Partition[] = [
  {
    pattern: /^cn-\w+-\d+$/,
    globalName: 'aws-cn-global',
    suffix: 'amazonaws.com.cn',
    dualStackSuffix: both('api.amazonwebservices.com.cn'),
  },
  {
    pattern: /^eusc-(?:de)-\w+-\d+$/,
    suffix: 'amazonaws.eu',
    dualStackSuffix: both('api.amazonwebservices.eu'),
    isNew: true,
  },
  {
    pattern: /^us-iso-\w+-\d+$/,
    globalName: 'aws-iso-global',
    suffix: 'c2s.ic.gov',
    dualStackSuffix: { second: 'api.aws.ic.gov' },
  },
  {
    pattern: /^us-isob-\w+-\d+$/,
    globalName: 'aws-iso-b-global',
    suffix: 'sc2s.sgov.gov',
    dualStackSuffix: { second: 'api.aws.scloud' },
  },
  {
    pattern: /^eu-isoe-\w+-\d+$/,
    globalName: 'aws-iso-e-global',
    suffix: 'cloud.adc-e.uk',
    dualStackSuffix: { second: 'api.cloud-aws.adc-e.uk' },
  },
  {
    pattern: /^us-isof-\w+-\d+$/,
    globalName: 'aws-iso-f-global',
    suffix: 'csp.hci.ic.gov',
    dualStackSuffix: { second: 'api.aws.hci.ic.gov' },
  },
]

export interface EndpointVariant {
  fips: boolean
  dualStack: boolean
}

/** The address of KMS; undefined where the SDK knows none. */
export function regionalEndpoint(region: string, { fips, dualStack }: EndpointVariant, sdk: Sdk): string | undefined {
  const name = withoutFips(region)
  const partition = partitionOf(name, sdk)
  const suffix = dualStack ? partition.dualStackSuffix[sdk] : partition.suffix
  return suffix === undefined
    ? undefined
    : `https://kms${fips || isFipsRegion(region) ? '-fips' : ''}.${name}.${suffix}`
}

/** Whether the name of a region asks for FIPS. */
export function isFipsRegion(region: string): boolean {
  return region.includes('fips-') || region.includes('-fips')
}

export function withoutFips(region: string): string {
  return region.replaceAll('-fips-', '-').replaceAll('-fips', '').replaceAll('fips-', '')
}

function partitionOf(region: string, sdk: Sdk): Partition {
  const isIn = ({ pattern, globalName, isNew }: Partition) =>
    sdk === 'second' ? pattern.test(region) || region === globalName : pattern.test(region) && !isNew
  return partitions.find(isIn) ?? usual
}
