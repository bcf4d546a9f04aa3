import type { DiagnosisCode } from '../../shared/diagnosis.ts'
import type { Words } from './words.ts'
import { wordsOfCredentials } from './words-of-credentials.ts'
import { wordsOfKms } from './words-of-kms.ts'
import { wordsOfTheApp } from './words-of-the-app.ts'

/** The words of every diagnosis. A code without words does not compile. */
export const catalog: Record<DiagnosisCode, Words> = { ...wordsOfCredentials, ...wordsOfKms, ...wordsOfTheApp }
