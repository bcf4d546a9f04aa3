/** A certificate that signs itself, for files in which a server looks for one. Nobody has its key. */
const body = `
MIIBjDCCATGgAwIBAgIUcE6yzI3y7H5fqd+3SplpxuDxUY8wCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPU2VhbHdyaWdodCB0ZXN0MCAXDTI2MTIwMTAzNTYzMFoYDzIx
MjYxMTA3MDM1NjMwWjAaMRgwFgYDVQQDDA9TZWFsd3JpZ2h0IHRlc3QwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAAR+WIOXjcrneaa5Ikkhgi57YFKdeEi/n6Lz8WXI
OMoEEgGwZYxC6wk785M9Vv6aXA/NU9B/8EfvDuM2e9EgihdNo1MwUTAdBgNVHQ4E
FgQUN/y6NNa6BUnREfM+azzH81q8GuowHwYDVR0jBBgwFoAUN/y6NNa6BUnREfM+
azzH81q8GuowDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA9oPg
BQz+2wjkTgezqwak+qkTxp6OjabgVbcDYH1SLewCIQCUzzE0CmKjcFwJzkAJH5Qy
XgW3iugNRmA84LkPNdpXFw==
`

export const certificate = `-----BEGIN CERTIFICATE-----${body}-----END CERTIFICATE-----\n`
