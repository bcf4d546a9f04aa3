import type { ExportForm } from '../../../shared/domain/export-form.ts'

/** Each form by its name, and where what it holds belongs. */
export const formWords: Record<ExportForm, { text: string; where: string }> = {
  hcl: { text: 'HCL', where: 'Belongs in the server’s configuration file.' },
  json: { text: 'JSON', where: 'The same configuration for a server that reads JSON.' },
  env: { text: 'Env file', where: 'The same settings as variables of the server’s environment.' },
  systemd: { text: 'systemd drop-in', where: 'Belongs in a .conf file under the unit’s .d folder.' },
  'systemd-credentials': {
    text: 'systemd credentials',
    where: 'A drop-in that hands the secrets to the server as files, beside a stanza that refers to them.',
  },
  kubernetes: {
    text: 'Kubernetes',
    where: 'A ConfigMap with the stanza, and a Secret whose values are yours to fill in.',
  },
  helm: { text: 'Helm values', where: 'Values for the product’s own chart, beside those that you have.' },
  'iam-policy': { text: 'IAM policy', where: 'Attach it to the role or user that the server runs as.' },
  'key-policy': { text: 'Key policy', where: 'Replaces the policy of the KMS key.' },
  terraform: { text: 'Terraform', where: 'Makes a new key with an alias and a policy.' },
}

/** The forms in groups that each fit on a line: for the server, for what runs it, and for its key. */
export const formGroups: { label: string; forms: ExportForm[] }[] = [
  { label: 'For the server', forms: ['hcl', 'json', 'env'] },
  { label: 'For systemd', forms: ['systemd', 'systemd-credentials'] },
  { label: 'For Kubernetes', forms: ['kubernetes', 'helm'] },
  { label: 'For the key', forms: ['iam-policy', 'key-policy', 'terraform'] },
]

/** The forms that hold a policy, which can be narrowed by conditions. */
export const policyForms: readonly ExportForm[] = ['iam-policy', 'key-policy', 'terraform']
