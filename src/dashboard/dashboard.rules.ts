/** An account that published nothing for 14 days is found wanting (§6.5.1, 表2); these two days before, it is warned of. */
export const silentAfterDays = 14
export const warnedAfterDays = 12

/** How many Beijing days, today included, a release at 三审 counts as new to those who look over it (§8.2). */
export const freshReleaseDays = 7
