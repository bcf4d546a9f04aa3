/** The certificate files that a session of the first SDK opens. */
import { X509Certificate } from 'node:crypto'
import { Refusal } from '../refusal.ts'
import type { Surroundings } from '../surroundings.ts'

export const bundleName = 'AWS_CA_BUNDLE'
const certificateName = 'AWS_SDK_GO_CLIENT_TLS_CERT'
const keyName = 'AWS_SDK_GO_CLIENT_TLS_KEY'

/** Throws what the SDK says of a file that it cannot open, or that holds no certificate. */
export function checkCertificates({ environment, disk }: Surroundings, bundleOfProfile: string): void {
  const bundle = environment.read(bundleName) || bundleOfProfile
  const [certificate, key] = [environment.read(certificateName), environment.read(keyName)]
  const files = [
    { path: bundle, code: 'LoadCustomCABundleError', called: 'custom CA bundle PEM' },
    { path: certificate, code: 'LoadClientTLSCertError', called: 'custom client TLS cert' },
    { path: key, code: 'LoadClientTLSCertError', called: 'custom client TLS key' },
  ]
  for (const { path, code, called } of files) {
    if (path !== '' && disk.find(path).kind === 'missing') throw new Refusal(`${code}: failed to open ${called} file`)
  }
  if (bundle !== '') checkBundle(disk.find(bundle))
  if ((certificate === '') === (key === '')) return
  const given = `client TLS cert(${certificate !== ''}) and key(${key !== ''})`
  throw new Refusal(`LoadClientTLSCertError: ${given} must both be provided`)
}

function checkBundle(found: ReturnType<Surroundings['disk']['find']>): void {
  if (found.kind !== 'file') throw new Refusal('LoadCustomCABundleError: failed to read custom CA bundle PEM file')
  if (!hasCertificate(found.text))
    throw new Refusal('LoadCustomCABundleError: failed to load custom CA bundle PEM file')
}

const block = /-----BEGIN CERTIFICATE-----\s[\s\S]+?\s-----END CERTIFICATE-----/g

/** Whether a text holds a certificate in PEM. Blocks that are none are passed over. */
export function hasCertificate(text: string): boolean {
  return [...text.matchAll(block)].some(([pem]) => isCertificate(pem))
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== null
  } catch {
    return false
  }
}
