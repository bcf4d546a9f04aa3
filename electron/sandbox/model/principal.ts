/** Someone with an access key of the sandbox. The secret is kept in clear, as any signer of SigV4 must be known. */
export interface Principal {
  /** Short name in the ready line: `owner`. */
  readonly name: string
  readonly arn: string
  readonly userId: string
  readonly account: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}
