import { FakeKms } from './fake-kms.ts'
import { describeKmsPort } from './kms-port-suite.ts'

describeKmsPort('in-memory fake', async () => {
  const kms = new FakeKms()
  kms.pageSize = 2
  const rotated = kms.addKey()
  kms.rotate(rotated.keyId)
  kms.rotate(rotated.keyId)
  const keys = {
    fit: kms.addKey().keyId,
    disabled: kms.addKey({ state: 'Disabled' }).keyId,
    pendingDeletion: kms.addKey({ state: 'PendingDeletion' }).keyId,
    rsa: kms.addKey({ spec: 'RSA_2048' }).keyId,
    rotated: rotated.keyId,
  }
  kms.addAlias('alias/aws/s3')
  kms.addAlias('alias/vault-unseal', keys.fit)
  kms.addAlias('alias/rotated', keys.rotated)
  return { session: kms.session, alias: 'alias/vault-unseal', keys, rotations: 2 }
})
