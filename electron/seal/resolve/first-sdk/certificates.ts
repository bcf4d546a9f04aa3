/** The certificate files that a session of the first SDK opens. */
import { Refusal } from '../refusal.ts'
import type { Surroundings } from '../surroundings.ts'

export const bundleName = 'AWS_CA_BUNDLE'
const certificateName = 'AWS_SDK_GO_CLIENT_TLS_CERT'
const keyName = 'AWS_SDK_GO_CLIENT_TLS_KEY'

/** Throws what the SDK says of a file that it cannot open, or that holds no certificate. */
export function checkCertificates({ environment, disk }: Surroundings, bundleOfProfile: string): void {
  const bundle = environment.read(bundleName) || bundleOfProfile
  const files = [
    { path: bundle, code: 'LoadCustomCABundleError', called: 'custom CA bundle PEM' },
    { path: environment.read(certificateName), code: 'LoadClientTLSCertError', called: 'custom client TLS cert' },
    { path: environment.read(keyName), code: 'LoadClientTLSCertError', called: 'custom client TLS key' },
  ]
  for (const { path, code, called } of files) {
    if (path !== '' && disk.find(path).kind === 'missing') throw new Refusal(`${code}: failed to open ${called} file`)
  }
  if (bundle !== '') checkBundle(disk.find(bundle))
}

function checkBundle(found: ReturnType<Surroundings['disk']['find']>): void {
  if (found.kind !== 'file') throw new Refusal('LoadCustomCABundleError: failed to read custom CA bundle PEM file')
  if (!hasCertificate(found.text))
    throw new Refusal('LoadCustomCABundleError: failed to load custom CA bundle PEM file')
}

/** Whether a text holds a certificate block in PEM. */
export function hasCertificate(text: string): boolean {
  return /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.test(text)
}
