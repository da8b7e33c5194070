/** Where a person's telephone number is sealed for. */
export function userPhonePlace(userId: string): string {
  return `app_user.phone_cipher.${userId}`
}
