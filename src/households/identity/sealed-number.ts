import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Secrets, SECRETS } from '../../platform/config/secrets';

export interface SealedNumber {
  /** Version (1 byte), nonce (12), tag (16), ciphertext. */
  readonly ciphertext: Buffer;
  /** Finds the same number again; keyed, because there are few enough ID numbers to try them all. */
  readonly hash: Buffer;
}

const VERSION = 1;
const NONCE = 12;

/** Keeps ID and certificate numbers: encrypted with AES-256-GCM, found by a keyed hash (HMAC-SHA-256). */
@Injectable()
export class NumberSeal {
  private readonly encryptionKey: Buffer;
  private readonly searchKey: Buffer;
  private unused: Buffer = Buffer.alloc(0);

  constructor(@Inject(SECRETS) secrets: Secrets) {
    const derive = (purpose: string): Buffer =>
      Buffer.from(hkdfSync('sha256', secrets.encryptionKey, Buffer.alloc(0), purpose, 32));
    this.encryptionKey = derive('tantu numbers encryption');
    this.searchKey = derive('tantu numbers search');
  }

  seal(number: string): SealedNumber {
    return { ciphertext: this.encrypt(number), hash: this.hash(number) };
  }

  /** For what is only kept, and never looked for. */
  encrypt(text: string): Buffer {
    const nonce = this.nonce();
    const cipher = createCipheriv('aes-256-gcm', this.encryptionKey, nonce);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body]);
  }

  /** Out of a supply: chance costs more by the call than by the byte, and a ledger has a hundred thousand rows. */
  private nonce(): Buffer {
    if (this.unused.length < NONCE) this.unused = randomBytes(NONCE * 512);
    const nonce = this.unused.subarray(0, NONCE);
    this.unused = this.unused.subarray(NONCE);
    return nonce;
  }

  hash(number: string): Buffer {
    return createHmac('sha256', this.searchKey).update(number).digest();
  }

  /** @throws Error when the ciphertext was touched or belongs to another key */
  open(ciphertext: Buffer): string {
    if (ciphertext[0] !== VERSION) throw new Error('a sealed number of an unknown version');
    const decipher = createDecipheriv('aes-256-gcm', this.encryptionKey, ciphertext.subarray(1, 13));
    decipher.setAuthTag(ciphertext.subarray(13, 29));
    return Buffer.concat([decipher.update(ciphertext.subarray(29)), decipher.final()]).toString('utf8');
  }
}
