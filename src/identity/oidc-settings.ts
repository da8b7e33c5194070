/** The unified identity provider that people may sign in with (浙政钉 or another OIDC issuer). */
export type OidcSettings = { issuer: string; clientId: string; clientSecret: string; name: string }

/** From `OIDC_ISSUER`, `OIDC_CLIENT_ID`, `OIDC_CLIENT_SECRET`, `OIDC_NAME`; null where no provider is set up. */
export function oidcSettings(environment: NodeJS.ProcessEnv): OidcSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = environment
  if (!issuer || !clientId || !clientSecret) return null
  return { issuer, clientId, clientSecret, name: environment.OIDC_NAME ?? '统一身份认证' }
}
