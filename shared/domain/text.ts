/** Text that UTF-8 can carry. Half a surrogate pair has no bytes, and encoders put another character in its place. */
export const wellFormed = /^\P{Surrogate}*$/u
