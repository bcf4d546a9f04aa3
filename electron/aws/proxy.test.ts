import { describe, expect, it } from 'vitest'
import { isLoopback, proxyFromEnvironment } from './proxy.ts'

const url = 'https://kms.eu-west-1.amazonaws.com/'
const proxies = { HTTPS_PROXY: 'http://proxy:3128', HTTP_PROXY: 'http://plain:3128' }

describe('proxyFromEnvironment', () => {
  it('goes by the scheme of the URL', () => {
    expect(proxyFromEnvironment(proxies, url)).toBe('http://proxy:3128')
    expect(proxyFromEnvironment(proxies, 'http://kms.example.test')).toBe('http://plain:3128')
    expect(proxyFromEnvironment({}, url)).toBeUndefined()
    expect(proxyFromEnvironment({ ALL_PROXY: 'socks5://s:1080' }, url)).toBe('socks5://s:1080')
  })

  it('prefers lower case and completes a bare host', () => {
    expect(proxyFromEnvironment({ ...proxies, https_proxy: 'low:1' }, url)).toBe('http://low:1')
  })

  it.each(['*', 'amazonaws.com', '.amazonaws.com', '*.amazonaws.com', 'a, kms.eu-west-1.amazonaws.com:443'])(
    'NO_PROXY %s exempts the host',
    (rule) => expect(proxyFromEnvironment({ ...proxies, NO_PROXY: rule }, url)).toBeUndefined(),
  )

  it.each(['aws.com', 'kms.eu-west-1.amazonaws.com:8443', 'kms'])('NO_PROXY %s does not', (rule) =>
    expect(proxyFromEnvironment({ ...proxies, no_proxy: rule }, url)).toBe('http://proxy:3128'),
  )
})

describe('isLoopback', () => {
  it('knows this machine', () => {
    for (const host of ['localhost', '127.0.0.1', '127.8.9.1', '[::1]', 'kms.localhost'])
      expect(isLoopback(`http://${host}:1/`)).toBe(true)
    for (const host of ['kms.amazonaws.com', '10.0.0.1', 'localhost.example.test', '128.0.0.1'])
      expect(isLoopback(`http://${host}/`)).toBe(false)
  })
})
