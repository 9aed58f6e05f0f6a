import type { CertificateDto, FileDto, VerificationDto } from '../../cloudfunctions/membership/dto'
import { call } from './client'

/** The caller's own certificate, or null. */
export async function myCertificate(): Promise<CertificateDto | null> {
  return (await call('membership', 'certificate', {})).certificate
}

/** What anyone may know of a certificate by its code. */
export function verifyCertificate(code: string): Promise<VerificationDto> {
  return call('membership', 'verify', { code })
}

/** A person's file; the caller's own without an id. */
export function getFile(personId?: string): Promise<FileDto> {
  return call('membership', 'file', personId === undefined ? {} : { personId })
}

/** Leaves the volunteers (S-26). */
export async function leaveVolunteers(reason: string, requestKey: string): Promise<void> {
  await call('membership', 'leave', { reason, requestKey })
}

/** Adds the caller's portrait, which is uploaded already, or replaces it. */
export async function setPhoto(photo: string, requestKey: string): Promise<void> {
  await call('membership', 'setPhoto', { photo, requestKey })
}
