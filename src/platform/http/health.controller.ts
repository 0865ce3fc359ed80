import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Database } from '../database/database';
import { Problem } from '../problems/problem';
import { Anybody } from './decorators';

/** For whoever runs Tantu: is the process alive, and can it do its work. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(private readonly database: Database) {}

  @Get('live')
  @Anybody()
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @Anybody()
  async ready(): Promise<{ status: 'ok' }> {
    try {
      await this.database.anonymous('SELECT 1');
    } catch (cause) {
      throw new Problem('service-unavailable', { cause });
    }
    return { status: 'ok' };
  }
}
