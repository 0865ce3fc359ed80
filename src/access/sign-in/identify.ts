import { Injectable } from '@nestjs/common';
import { Role } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { hashToken } from './tokens';

export interface SignedInUser {
  id: string;
  username: string;
  displayName: string;
  role: Role;
  areaCode: string;
  contractorId: string | null;
  mustChangePassword: boolean;
}

const COLUMNS = `id, username, display_name AS "displayName", role, area_code AS "areaCode", contractor_id AS "contractorId",
  must_change_password AS "mustChangePassword"`;

/** Answers who is asking, in one round trip, anew for each request: a user who is disabled is out at once. */
@Injectable()
export class Identify {
  constructor(private readonly database: Database) {}

  async bySession(userId: string): Promise<SignedInUser | null> {
    const [user] = await this.database.anonymous<SignedInUser>(`SELECT ${COLUMNS} FROM user_of_session($1)`, [
      userId,
    ]);
    return user ?? null;
  }

  async byToken(token: string): Promise<SignedInUser | null> {
    const [user] = await this.database.anonymous<SignedInUser>(`SELECT ${COLUMNS} FROM user_of_token($1)`, [
      hashToken(token),
    ]);
    return user ?? null;
  }
}
