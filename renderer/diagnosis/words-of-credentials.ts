import type { DiagnosisCode, Evidence } from '../../shared/diagnosis.ts'
import {
  advice,
  awsCommand,
  because,
  copy,
  retry,
  shellWord,
  switchIdentity,
  titled,
  type Words,
  whose,
} from './words.ts'

const command = (...parts: string[]) => parts.map(shellWord).join(' ')
const ofProfile = ({ profile }: Evidence) => (profile ? ['--profile', profile] : [])

const signInAgain = (evidence: Evidence) =>
  evidence.ssoSession
    ? copy('Sign in to the SSO session', command('aws', 'sso', 'login', '--sso-session', evidence.ssoSession))
    : copy('Sign in with SSO', command('aws', 'sso', 'login', ...ofProfile(evidence)))

export const wordsOfCredentials = {
  'no-credentials': {
    title: (e) => titled('No credentials found', e.profile),
    happened: (e) =>
      `Every source that ${whose(e)} can use was asked, and none had credentials. Nothing was sent to AWS.`,
    remedies: (e) => [
      switchIdentity,
      copy('Write access keys into the profile', command('aws', 'configure', ...ofProfile(e))),
      copy('See what the AWS CLI finds', command('aws', 'configure', 'list', ...ofProfile(e))),
      retry,
    ],
  },
  'profile-not-found': {
    title: (e) => titled('Profile not found', e.profile),
    happened: (e) =>
      e.source === 'environment'
        ? 'AWS_PROFILE names a profile that no AWS file declares. Access keys in the environment are not tried while it is set.'
        : 'No AWS file on this machine declares this profile.',
    remedies: (e) => [
      switchIdentity,
      copy('List the profiles that exist', 'aws configure list-profiles'),
      copy('Create the profile', command('aws', 'configure', ...ofProfile(e))),
    ],
  },
  'profile-invalid': {
    title: (e) => titled('Profile is not complete', e.profile),
    happened: (e) =>
      `The profile is declared, but what it says cannot be followed${because(e)}. No credentials were fetched.`,
    remedies: (e) => [
      switchIdentity,
      ...(e.file ? [copy('Copy the path of the file to mend', e.line ? `${e.file}:${e.line}` : e.file)] : []),
      copy('Set the profile up anew', command('aws', 'configure', ...ofProfile(e))),
      retry,
    ],
  },
  'sso-session-expired': {
    title: (e) => titled('SSO sign-in has ended', e.ssoSession ?? e.profile),
    happened: (e) => `The token that ${whose(e)} signs in with is missing or has expired, and it could not be renewed.`,
    remedies: (e) => [signInAgain(e), retry, switchIdentity],
  },
  'mfa-required': {
    title: (e) => titled('MFA code needed', e.profile),
    happened: (e) =>
      `${e.roleArn ? `The role ${e.roleArn}` : 'The role of this profile'} can be assumed only with a code from an MFA device, and Sealwright does not ask for one yet.`,
    remedies: (e) => [
      copy(
        'Fetch credentials with your code',
        command(
          'aws',
          'sts',
          'get-session-token',
          '--serial-number',
          'MFA_ARN',
          '--token-code',
          'CODE',
          ...ofProfile(e),
        ),
      ),
      switchIdentity,
    ],
  },
  'role-not-assumable': {
    title: (e) => titled('Role cannot be assumed', e.roleArn ?? e.profile),
    happened: (e) =>
      `STS refused to hand out the role${e.callerArn ? ` to ${e.callerArn}` : ''}. Either the caller may not ask for it, or the role’s trust policy does not name the caller.`,
    remedies: (e) => [
      ...(e.roleArn
        ? [
            copy(
              'Permission that the caller needs',
              JSON.stringify({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: e.roleArn }, null, 2),
            ),
            copy(
              'See the role’s trust policy',
              command('aws', 'iam', 'get-role', '--role-name', e.roleArn.split('/').at(-1) ?? e.roleArn),
            ),
          ]
        : []),
      retry,
      switchIdentity,
    ],
  },
  'credential-process-failed': {
    title: (e) => titled('Credential process failed', e.profile),
    happened: (e) =>
      `The program that ${whose(e)} names as credential_process did not answer with credentials${because(e)}. What it printed is not shown, because it may hold secrets.`,
    remedies: (e) => [
      copy(
        'Show the command to run by hand',
        command('aws', 'configure', 'get', 'credential_process', ...ofProfile(e)),
      ),
      retry,
      switchIdentity,
    ],
  },
  'credentials-expired': {
    title: (e) => titled('Credentials have expired', e.profile),
    happened: (e) => `AWS knows the credentials of ${whose(e)}, and their time is over.`,
    remedies: (e) => [
      ...(e.ssoSession ? [signInAgain(e)] : []),
      retry,
      switchIdentity,
      advice(
        'Where the session token was pasted into a file or an environment, fetch a new set and replace all three values.',
      ),
    ],
  },
  'credentials-rejected': {
    title: (e) => titled('AWS does not accept the credentials', e.profile),
    happened: (e) =>
      `The request was signed with credentials of ${whose(e)} that AWS does not know or whose signature does not fit: a deactivated access key, a secret that is not its own, a line end after the secret, or keys of another partition.`,
    remedies: (e) => [
      copy(
        'Ask AWS who these credentials are',
        awsCommand({ ...e, endpoint: undefined }, 'sts', 'get-caller-identity'),
      ),
      switchIdentity,
      retry,
    ],
  },
  'clock-skewed': {
    title: (e) =>
      titled(
        'This machine’s clock is wrong',
        e.skewSeconds === undefined ? undefined : `off by ${skew(e.skewSeconds)}`,
      ),
    happened: () => 'AWS refuses requests whose time differs by more than five minutes from its own.',
    remedies: () => [
      copy('Set the clock from the network (Linux, systemd)', 'sudo timedatectl set-ntp true'),
      copy('Set the clock from the network (macOS)', 'sudo sntp -sS time.apple.com'),
      copy('Set the clock from the network (Windows)', 'w32tm /resync'),
      retry,
    ],
  },
  'region-missing': {
    title: (e) => titled('No region', e.profile),
    happened: (e) =>
      `Neither ${whose(e)} nor the environment names a region, and KMS keys live in exactly one. Vault and OpenBao would go on with us-east-1 or stop, depending on their version.`,
    remedies: (e) => [
      copy('Set a region for the profile', command('aws', 'configure', 'set', 'region', 'eu-west-1', ...ofProfile(e))),
      switchIdentity,
      retry,
    ],
  },
} satisfies Partial<Record<DiagnosisCode, Words>>

function skew(seconds: number): string {
  const size = Math.abs(seconds)
  if (size < 120) return `${Math.round(size)} seconds`
  return size < 7200 ? `${Math.round(size / 60)} minutes` : `${Math.round(size / 3600)} hours`
}
