import { Injectable } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import { Problem } from '../../platform/problems/problem';

/**
 * How often one address may try to sign in with one name, whatever comes of it; failures are counted beside it
 * (`sign-in-failures.ts`). It stands on the two sign-in routes only, so that
 * nobody's work is slowed down; and counts by name too, because a whole office comes from one address.
 */
@Injectable()
export class SignInThrottle extends ThrottlerGuard {
  protected override getTracker(request: Record<string, unknown>): Promise<string> {
    const { username } = (request.body ?? {}) as { username?: unknown };
    const name = typeof username === 'string' ? username.trim().toLowerCase().slice(0, 40) : '';
    return Promise.resolve(`${String(request.ip)} ${name}`);
  }

  protected override throwThrottlingException(): Promise<void> {
    return Promise.reject(new Problem('too-many-requests'));
  }
}
