/** Refused logins in words that say what to look at. */
import { completionText } from '../completion-codes.ts';
import { IpmiError, type IpmiErrorCode } from '../errors.ts';

/** RMCP+ and RAKP status codes (IPMI 2.0, table 13-15). */
export const STATUS = {
  done: 0x00,
  noResources: 0x01,
  invalidSessionId: 0x02,
  invalidAuthentication: 0x04,
  invalidIntegrity: 0x05,
  noAuthenticationMatch: 0x06,
  noIntegrityMatch: 0x07,
  inactiveSession: 0x08,
  invalidRole: 0x09,
  unauthorizedRole: 0x0a,
  noResourcesForRole: 0x0b,
  invalidNameLength: 0x0c,
  unauthorizedName: 0x0d,
  unauthorizedGuid: 0x0e,
  invalidCheckValue: 0x0f,
  invalidConfidentiality: 0x10,
  noSuiteMatch: 0x11,
  illegalParameter: 0x12,
} as const;

const WRONG_KEY =
  'check user and password, that the user may log in over LAN with this privilege, and K_G where it is set ' +
  '(some BMCs need the workaround opensesspriv)';
const NO_SLOT =
  'it has no free session slot; log out other clients, or wait a minute until it ends sessions that nobody uses';
const NO_PRIVILEGE = 'the user may not have the privilege that was asked for, or not with this cipher suite';

const OF_STATUS: Readonly<Record<number, readonly [IpmiErrorCode, string]>> = {
  [STATUS.noResources]: ['limit_exceeded', NO_SLOT],
  [STATUS.noResourcesForRole]: ['limit_exceeded', NO_SLOT],
  [STATUS.invalidRole]: ['auth_failed', NO_PRIVILEGE],
  [STATUS.unauthorizedRole]: ['auth_failed', NO_PRIVILEGE],
  [STATUS.invalidNameLength]: ['auth_failed', 'it does not take a user name of this length'],
  [STATUS.unauthorizedName]: [
    'auth_failed',
    'it does not know the user, or the user may not log in over LAN',
  ],
  [STATUS.invalidCheckValue]: ['auth_failed', WRONG_KEY],
  [STATUS.invalidSessionId]: ['closed', 'it has forgotten the login that was going on'],
  [STATUS.inactiveSession]: ['closed', 'it has forgotten the login that was going on'],
};

/** Of Open Session: this cipher suite is not to be had, another may be. */
const ABOUT_THE_SUITE = new Set<number>([
  STATUS.invalidAuthentication,
  STATUS.invalidIntegrity,
  STATUS.noAuthenticationMatch,
  STATUS.noIntegrityMatch,
  STATUS.unauthorizedRole,
  STATUS.invalidConfidentiality,
  STATUS.noSuiteMatch,
  STATUS.illegalParameter,
]);

export function concernsTheSuite(status: number): boolean {
  return ABOUT_THE_SUITE.has(status);
}

/** @param step "Open Session", "RAKP 2". */
export function refusedLogin(target: string, step: string, status: number): IpmiError {
  const hex = `0x${status.toString(16).padStart(2, '0')}`;
  const [code, text] = OF_STATUS[status] ?? ['unsupported', `it answered with the status ${hex}`];
  return new IpmiError(code, `${target}: the BMC refused the login (${step}): ${text}`, {
    completionCode: status,
  });
}

/** Somebody answered who does not know the key, or knows another. */
export function wrongKey(target: string): IpmiError {
  return new IpmiError(
    'auth_failed',
    `${target}: the BMC does not prove that it knows the password: ${WRONG_KEY}`,
  );
}

/** The password is right, as RAKP 2 has shown. */
export function wrongKg(target: string, given: boolean): IpmiError {
  const advice = given ? 'check K_G' : 'the BMC seems to have K_G set, and it is not given';
  return new IpmiError('auth_failed', `${target}: the BMC came to another session key: ${advice}`);
}

/** IPMI 1.5: completion codes of Get Session Challenge and Activate Session (tables 22-16 and 22-17). */
const OF_CHALLENGE: Readonly<Record<number, readonly [IpmiErrorCode, string]>> = {
  0x81: ['auth_failed', 'it does not know the user'],
  0x82: ['auth_failed', 'it does not let the null user in'],
};
const OF_ACTIVATION: Readonly<Record<number, readonly [IpmiErrorCode, string]>> = {
  0x81: ['limit_exceeded', NO_SLOT],
  0x82: ['limit_exceeded', NO_SLOT],
  0x83: ['limit_exceeded', NO_SLOT],
  0x84: ['closed', 'it has forgotten the login that was going on'],
  0x85: ['closed', 'it has forgotten the login that was going on'],
  0x86: ['auth_failed', NO_PRIVILEGE],
};

export function refusedV15(
  target: string,
  step: 'challenge' | 'activation',
  completionCode: number,
): IpmiError {
  const own = (step === 'challenge' ? OF_CHALLENGE : OF_ACTIVATION)[completionCode];
  const [code, text] = own ?? ['completion_code', completionText(completionCode)];
  return new IpmiError(code, `${target}: the BMC refused the login (${step}): ${text}`, { completionCode });
}
