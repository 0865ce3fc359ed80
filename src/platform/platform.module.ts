import { DynamicModule, Global, Injectable, Module, OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Config } from './config/config';
import { Secrets, SECRETS } from './config/secrets';
import { createDataSource, EntityClass } from './database/data-source';
import { Database } from './database/database';
import { Forms, RULE_HELP, RuleHelp } from './http/forms';
import { HealthController } from './http/health.controller';
import { RULE_WORDS, RuleWords } from './http/problem.filter';
import { Sessions } from './http/sessions';
import { JobKind } from './jobs/job';
import { Jobs, JOBS_OPTIONS, JobsOptions } from './jobs/jobs';
import { ConstraintMeanings } from './problems/constraint-problems';
import { FileStorage } from './storage/file-storage';
import { openStorage } from './storage/open-storage';
import { Clock } from './time/clock';
import { Views } from './views/views';

export const CONFIG = Symbol('config');
/** What each named constraint means, for the page that says which rules the database itself keeps. */
export const CONSTRAINT_MEANINGS = Symbol('constraint meanings');

/** What an application brings to the platform. */
export interface PlatformOptions {
  config: Config;
  secrets: Secrets;
  databaseUrl: string;
  clock: Clock;
  entities: EntityClass[];
  constraints: ConstraintMeanings;
  jobs: readonly JobKind[];
  /** Whether this process works on jobs. */
  works: boolean;
  views: Views;
  ruleWords: RuleWords;
  ruleHelp: RuleHelp;
}

/** Closes the connections after everything that uses them has stopped. */
@Injectable()
export class Connections implements OnApplicationShutdown {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: Sessions,
    private readonly jobs: Jobs,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.jobs.stop();
    await this.sessions.close();
    await this.dataSource.destroy();
  }
}

/** Everything a feature stands on, once, for the whole application. */
@Global()
@Module({})
export class PlatformModule {
  static with(options: PlatformOptions): DynamicModule {
    const jobsOptions: JobsOptions = {
      url: options.databaseUrl,
      definitions: options.jobs,
      works: options.works,
      pollSeconds: 1,
    };
    return {
      module: PlatformModule,
      imports: [DiscoveryModule],
      controllers: [HealthController],
      providers: [
        { provide: CONFIG, useValue: options.config },
        { provide: SECRETS, useValue: options.secrets },
        { provide: Clock, useValue: options.clock },
        { provide: Views, useValue: options.views },
        { provide: CONSTRAINT_MEANINGS, useValue: options.constraints },
        { provide: RULE_WORDS, useValue: options.ruleWords },
        { provide: RULE_HELP, useValue: options.ruleHelp },
        Forms,
        { provide: JOBS_OPTIONS, useValue: jobsOptions },
        { provide: FileStorage, useFactory: () => openStorage(options.config) },
        {
          provide: DataSource,
          useFactory: () =>
            createDataSource({
              url: options.databaseUrl,
              connectAs: 'nobody',
              entities: options.entities,
            }).initialize(),
        },
        {
          provide: Database,
          inject: [DataSource],
          useFactory: (source: DataSource) => new Database(source, options.clock, options.constraints),
        },
        {
          provide: Sessions,
          useFactory: () =>
            new Sessions({
              databaseUrl: options.databaseUrl,
              key: options.secrets.sessionKey,
              hours: options.config.TANTU_SESSION_HOURS,
            }),
        },
        Jobs,
        Connections,
      ],
      exports: [
        CONFIG,
        SECRETS,
        Clock,
        Views,
        CONSTRAINT_MEANINGS,
        RULE_WORDS,
        Forms,
        FileStorage,
        Database,
        DataSource,
        Sessions,
        Jobs,
        DiscoveryModule,
      ],
    };
  }
}
