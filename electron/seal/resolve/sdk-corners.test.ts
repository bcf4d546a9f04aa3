/** Corners of the AWS SDKs for Go that decide a start or its words, each with the place in their source that says so. */
import { describe, expect, it } from 'vitest'
import { activeSeal, bao25, baoPlugin, setting, stanza, vault18, vault21, vaultNext } from './testing/asked.ts'
import { certificate } from './testing/certificate.ts'

const pair = ['access_key = "AKSTANZA"', 'secret_key = "hidden"'] as const
const inEurope = 'region = "eu-west-1"'
const second = [baoPlugin, vaultNext]

describe('an address that no request can go to', () => {
  const errorAt = (engine: typeof bao25, endpoint: string) =>
    activeSeal(engine, stanza(inEurope, ...pair, `endpoint = "${endpoint}"`)).error

  // aws-sdk-go-v2 service/kms/endpoints.go takes scheme, host and path of the address; smithy-go JoinPath begins the path with a slash.
  it.each([
    ['kms.test', 'Post "/kms.test": unsupported protocol scheme ""'],
    ['kms.test:8443', 'Post "kms.test:///": unsupported protocol scheme "kms.test"'],
    ['ftp://kms.test/p?q#f', 'Post "ftp://kms.test/p": unsupported protocol scheme "ftp"'],
    ['a b', 'Post "/a%20b": unsupported protocol scheme ""'],
    ['https:/kms.test', 'Post "https:///kms.test": http: no Host in request URL'],
  ])('is written by the second SDK as it would send it: %s', (endpoint, printed) => {
    for (const engine of second) expect(errorAt(engine, endpoint)).toMatch(new RegExp(`${escaped(printed)}$`))
  })

  // aws-sdk-go aws/request/request.go adds the operation's path to that of the address and leaves the rest.
  it.each([
    ['ftp://kms.test/p?q', 'Post "ftp://kms.test/p/?q": unsupported protocol scheme "ftp"'],
    ['#', 'Post "https:///": http: no Host in request URL'],
  ])('gets a slash at the end of its path by the first SDK: %s', (endpoint, printed) => {
    expect(errorAt(bao25, endpoint)).toMatch(new RegExp(`${escaped(printed)}$`))
  })

  const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
})

describe('a region', () => {
  // aws-sdk-go aws/session/session.go `normalizeRegion`; aws-sdk-go-v2 service/kms/endpoints.go `finalizeClientEndpointResolverOptions`.
  it.each(['us-east-1-fips', 'fips-us-east-1'])('with fips in its name is one for FIPS: %s', (region) => {
    const named = stanza(`region = "${region}"`, ...pair)
    for (const engine of [vault21, ...second]) {
      expect(setting(activeSeal(engine, named), 'endpoint').value).toBe('https://kms-fips.us-east-1.amazonaws.com')
    }
    expect(setting(activeSeal(vault21, named), 'region').value).toBe('us-east-1')
    expect(setting(activeSeal(baoPlugin, named), 'region').value).toBe(region)
    for (const engine of second) {
      expect(
        activeSeal(engine, stanza(`region = "${region}"`, ...pair, 'endpoint = "https://kms.test"')).error,
      ).toMatch(/FIPS and custom endpoint are not supported$/)
    }
  })

  // aws-sdk-go aws/endpoints/defaults.go has no dual-stack variant of the isolated partitions; aws-sdk-go-v2 partitions.json has one of each.
  it.each([
    ['us-iso-west-1', 'https://kms.us-iso-west-1.api.aws.ic.gov'],
    ['us-isob-east-1', 'https://kms.us-isob-east-1.api.aws.scloud'],
    ['eu-isoe-west-1', 'https://kms.eu-isoe-west-1.api.cloud-aws.adc-e.uk'],
    ['us-isof-south-1', 'https://kms.us-isof-south-1.api.aws.hci.ic.gov'],
  ])('of an isolated partition has a dual-stack address in the second SDK only: %s', (region, endpoint) => {
    const config = stanza(`region = "${region}"`, ...pair)
    const world = { environment: { AWS_USE_DUALSTACK_ENDPOINT: 'true' } }
    for (const engine of second) expect(setting(activeSeal(engine, config, world), 'endpoint').value).toBe(endpoint)
    expect(activeSeal(bao25, config, world).error).toMatch(
      /MissingEndpoint: 'Endpoint' configuration is required for this service$/,
    )
  })

  // aws-sdk-go-v2 partitions.json lists it among the regions of the partition; aws-sdk-go does not.
  it('may be the name of a whole partition', () => {
    const config = stanza('region = "aws-cn-global"', ...pair)
    const endpoint = (engine: typeof bao25) => setting(activeSeal(engine, config), 'endpoint').value
    expect(endpoint(vaultNext)).toBe('https://kms.aws-cn-global.amazonaws.com.cn')
    expect(endpoint(bao25)).toBe('https://kms.aws-cn-global.amazonaws.com')
  })

  // aws-sdk-go-v2 service/kms/endpoints.go `bindRegion` allows several host labels.
  it('of several labels is one to the newer second SDK, of an empty one it is not', () => {
    expect(activeSeal(baoPlugin, stanza('region = "a.b"', ...pair)).error).toBeUndefined()
    expect(activeSeal(baoPlugin, stanza('region = "a..b"', ...pair)).error).toMatch(/invalid input region a\.\.b$/)
  })

  // net/http refuses the header in which the region is signed.
  it('with a line end cannot be signed for', () => {
    const config = stanza('region = "eu-west-1\\n"', ...pair, 'endpoint = "https://kms.test"')
    for (const engine of [bao25, vaultNext]) {
      expect(activeSeal(engine, config).error).toMatch(/invalid header field value for "Authorization"$/)
    }
  })
})

describe('the instance metadata service', () => {
  // aws-sdk-go-v2 feature/ec2/imds/api_client.go makes a retryer of its own.
  it('is asked three times, however many attempts the environment allows for others', () => {
    const environment = { AWS_MAX_ATTEMPTS: '7' }
    for (const engine of second) {
      expect(activeSeal(engine, stanza(...pair), { environment }).error).toMatch(
        /GetRegion, exceeded maximum number of attempts, 3, request send failed/,
      )
      expect(activeSeal(engine, stanza(inEurope), { environment }).error).toMatch(
        /DescribeKey, exceeded maximum number of attempts, 7, .*GetMetadata, exceeded maximum number of attempts, 3, /,
      )
    }
  })

  // aws-sdk-go-v2 feature/ec2/imds/request_middleware.go `resolveEndpoint` and internal/config.
  it('is asked where the profile says, of whose address only scheme and host count', () => {
    const lines = (entry: string) => ({ files: { '/h/.aws/config': `[default]\n${entry}\n` } })
    const error = (entry: string) => activeSeal(baoPlugin, stanza(...pair), lines(entry)).error
    expect(error('ec2_metadata_service_endpoint = http://10.0.0.1:81/p')).toContain(
      'Get "http://10.0.0.1:81/latest/dynamic/',
    )
    expect(error('ec2_metadata_service_endpoint_mode = IPv6')).toContain('Get "http://[fd00:ec2::254]/latest/dynamic/')
    expect(error('ec2_metadata_service_endpoint = host')).toContain('": unsupported protocol scheme ""')
  })
})

describe('values of a profile', () => {
  const error = (engine: typeof bao25, entry: string) =>
    activeSeal(engine, stanza(inEurope, ...pair), { files: { '/h/.aws/config': `[default]\n${entry}\n` } }).error

  // aws-sdk-go-v2 config/shared_config.go `setFromIniSection`.
  it.each([
    ['disable_request_compression = True', 'disable_request_compression=True, need true or false'],
    ['request_min_compression_size_bytes = x', 'min request compression size bytes x, need int64'],
    ['request_min_compression_size_bytes = -1', 'bytes -1, must be within 0 and 10485760 inclusively'],
  ])('stop a load where they are wrong for compression: %s', (entry, printed) => {
    for (const engine of second) expect(error(engine, entry)).toContain(printed)
  })

  // config v1.28, on which OpenBao's wrapper v2.5.0 stands, knows no checksum settings; v1.31 does.
  it('stop a load where they are wrong for checksums and the SDK knows those', () => {
    const entry = 'request_checksum_calculation = never'
    expect(error(vaultNext, entry)).toContain(
      'request_checksum_calculation=never, must be when_supported/when_required',
    )
    expect(error(baoPlugin, entry)).toBeUndefined()
    const environment = { AWS_RESPONSE_CHECKSUM_VALIDATION: 'never' }
    const config = stanza(inEurope, ...pair)
    expect(activeSeal(vaultNext, config, { environment }).error).toContain('AWS_RESPONSE_CHECKSUM_VALIDATION=never')
    expect(activeSeal(baoPlugin, config, { environment }).error).toBeUndefined()
  })

  // aws-sdk-go-v2 internal/ini `Int` is strconv.ParseInt with base 0.
  it.each(['1_000', '0x1f', '0b11', '010', '-1'])('may be whole numbers in any base: %s', (count) => {
    expect(error(baoPlugin, `max_attempts = ${count}`)).toBeUndefined()
  })

  it.each(['1__0', '_1', '08', '0x', '9223372036854775808'])(
    'stop a load where Go takes them for no number: %s',
    (count) => {
      expect(error(baoPlugin, `max_attempts = ${count}`)).toContain(`max_attempts=${count}, expect integer`)
    },
  )
})

describe('files of certificates', () => {
  const error = (engine: typeof bao25, environment: Record<string, string>, text: string) =>
    activeSeal(engine, stanza(inEurope, ...pair), { environment, files: { '/h/file': text } }).error
  const bundle = { AWS_CA_BUNDLE: '/h/file' }

  // crypto/x509 `AppendCertsFromPEM` passes over blocks that it cannot parse.
  it('count by the certificates in them', () => {
    const broken = '-----BEGIN CERTIFICATE-----\nMIIBxDCCAWo=\n-----END CERTIFICATE-----\n'
    expect(error(bao25, bundle, broken)).toMatch(/LoadCustomCABundleError: failed to load custom CA bundle PEM file$/)
    expect(error(bao25, bundle, broken + certificate)).toBeUndefined()
  })

  // aws-sdk-go aws/session/session.go `setTLSOptions`.
  it("for the client's own side come in pairs", () => {
    expect(error(bao25, { AWS_SDK_GO_CLIENT_TLS_KEY: '/h/file' }, 'key')).toMatch(
      /LoadClientTLSCertError: client TLS cert\(false\) and key\(true\) must both be provided$/,
    )
  })
})

describe("a container's address", () => {
  // aws-sdk-go aws/defaults and aws-sdk-go-v2 config put the path right behind the host.
  it('leads nowhere when its path begins without a slash', () => {
    const world = { environment: { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: 'creds' } }
    expect(activeSeal(bao25, stanza(inEurope), world).error).toContain('NoCredentialProviders')
    expect(activeSeal(baoPlugin, stanza(inEurope), world).error).toContain('lookup 169.254.170.2creds on ')
  })
})

describe('a profile with a source and a session', () => {
  // aws-sdk-go aws/session/shared_config.go `setFromIniFiles` looks for the session even when the source has keys.
  it('needs the session, too', () => {
    const files = {
      '/h/.aws/credentials':
        '[default]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = s\nsso_session = none\n' +
        '[s]\naws_access_key_id = AKS\naws_secret_access_key = x\n',
    }
    const environment = { AWS_SDK_LOAD_CONFIG: '1' }
    expect(activeSeal(bao25, stanza(inEurope, ...pair), { files, environment }).error).toContain(
      'failed to find SSO session section, none',
    )
  })
})

describe('a reference', () => {
  // go-secure-stdlib parseutil `ParsePath` takes what net/url does not parse for the value itself.
  it.each(['env://A B', 'env://A%41'])('is none when it is no URL to Go: %s', (text) => {
    const config = stanza(inEurope, `access_key = "${text}"`, 'secret_key = "hidden"')
    for (const engine of [vault21, bao25, ...second]) {
      expect(activeSeal(engine, config).credential.accessKeyId).toBe(text)
    }
  })
})

describe('a host for credentials of a container', () => {
  const error = (host: string) => {
    const environment = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://${host}/c` }
    return activeSeal(baoPlugin, stanza(inEurope), { environment }).error
  }

  // aws-sdk-go-v2 config/resolve_credentials.go `isAllowedHost` looks the name up and asks net for a loopback address.
  it.each(['LOCALHOST', 'localhost.', '[::ffff:127.0.0.1]'])('may be any that leads to this machine: %s', (host) => {
    expect(error(host)).toBeUndefined()
  })

  it('is not looked up when it is a number', () => {
    expect(error('127.1')).toMatch(/failed to resolve host "127.1", lookup 127.1: no such host$/)
  })
})

describe('a cached token', () => {
  // sha1 of the session's name.
  const path = '/h/.aws/sso/cache/3ece1471f44f63177cbc35ba0b904e0c096b6783.json'
  const profile =
    '[default]\nsso_session = my\nsso_account_id = 1\nsso_role_name = r\n' +
    '[sso-session my]\nsso_region = us-east-1\nsso_start_url = u\n'
  const error = (token: object) => {
    const files = { '/h/.aws/config': profile, [path]: JSON.stringify({ accessToken: 'a', ...token }) }
    return activeSeal(baoPlugin, stanza(inEurope), { files }).error
  }

  // aws-sdk-go-v2 credentials/ssocreds/sso_cached_token.go; the words about times are those of Go's time.Parse.
  it.each([
    [{ expiresAt: 4070908800 }, 'field "expiresAt", expect value to be string, got float64'],
    [
      { accessToken: null, expiresAt: '2099-01-01T00:00:00Z' },
      'field "accessToken", expect value to be string, got <nil>',
    ],
    [{ expiresAt: '' }, 'parsing time "" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "2006"'],
    [{ expiresAt: '2099-02-29T00:00:00Z' }, 'parsing time "2099-02-29T00:00:00Z": day out of range'],
    [{ expiresAt: '2099-01-01T24:00:00Z' }, 'parsing time "2099-01-01T24:00:00Z": hour out of range'],
  ])('is refused for %o', (token, printed) => {
    expect(error(token)).toContain(
      `failed to parse cached SSO token file, ${printed.startsWith('field') ? '' : 'field "expiresAt", expected RFC3339 timestamp: '}${printed}`,
    )
  })

  it.each(['2096-02-29T00:00:00Z', '2099-01-01T0:00:00Z', '2099-01-01T00:00:00,5Z'])(
    'may be good until %s',
    (expiresAt) => {
      expect(error({ expiresAt })).toBeUndefined()
    },
  )
})

describe("an endpoint with an IP address in Vault's newer releases", () => {
  // vault internalshared/configutil/normalize.go `NormalizeAddr`, called for the stanza and for AWS_KMS_ENDPOINT.
  it.each([
    ['https://[2001:DB8:0:0::1]:8200/p', 'https://[2001:db8::1]:8200/p'],
    ['HTTP://[::FFFF:10.0.0.1]', 'http://[10.0.0.1]'],
    ['https://u@[::1]/', 'https://u@[::1]/'],
    ['https://10.0.0.1', 'https://10.0.0.1'],
    ['http://10.0.0.1:4566', 'http://10.0.0.1:4566'],
    ['10.0.0.1:4566', 'https://10.0.0.1:4566'],
    ['[0:0:0:0:0:0:0:1]:80', 'https://[::1]:80'],
    ['[::1]', 'https://::1'],
    ['https://KMS.test', 'https://KMS.test'],
  ])('is rewritten: %s', (given, effective) => {
    const inStanza = activeSeal(vault21, stanza(inEurope, ...pair, `endpoint = "${given}"`))
    const environment = { AWS_KMS_ENDPOINT: given }
    const inEnvironment = activeSeal(vault21, stanza(inEurope, ...pair), { environment })
    for (const seal of [inStanza, inEnvironment]) expect(setting(seal, 'endpoint').value).toBe(effective)
  })

  it('stays as it is everywhere else', () => {
    const config = stanza(inEurope, ...pair, 'endpoint = "https://[0:0:0:0:0:0:0:1]:80"')
    for (const engine of [vault18, bao25, baoPlugin]) {
      expect(setting(activeSeal(engine, config), 'endpoint').value).toBe('https://[0:0:0:0:0:0:0:1]:80')
    }
  })
})
