import { join } from 'node:path';
import { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { NestExpressApplication } from '@nestjs/platform-express';
import express, { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { Logger } from 'pino';
import { requestActor, requestIdentity } from './access/sign-in/request-actor';
import { Identify } from './access/sign-in/identify';
import { SignedLinks } from './access/sign-in/signed-links';
import { AppModule } from './app.module';
import { CONSTRAINTS } from './constraints';
import { ENTITIES } from './entities';
import { JOBS } from './jobs';
import { navigationOf } from './navigation';
import { Config } from './platform/config/config';
import { Secrets } from './platform/config/secrets';
import { refuseForgery } from './platform/http/forgery';
import { refuseDeepNesting } from './platform/http/nesting';
import { openApi } from './platform/http/openapi-document';
import { ProblemFilter } from './platform/http/problem.filter';
import { openLog, requestLog } from './platform/http/request-log';
import { isApi, TantuRequest, TantuResponse } from './platform/http/request';
import { Sessions } from './platform/http/sessions';
import { jsonValidation } from './platform/http/validation';
import { Translations } from './platform/i18n/translator';
import { NestLog } from './platform/http/nest-log';
import { Clock } from './platform/time/clock';
import { Views } from './platform/views/views';
import { offerOnForm } from './waivers/waiver-offer';
import { findingInWords } from './workflow/finding-words';
import { TEXTS } from './texts';

export interface AppOptions {
  config: Config;
  secrets: Secrets;
  databaseUrl: string;
  clock: Clock;
  isDemo: () => boolean;
  /** Whether this process works on jobs. */
  works: boolean;
  /** Tests stop at an unknown text; an office gets its key on the page and goes on. */
  onUnknownText?: 'throw' | 'show';
  log?: Logger;
}

/** Puts the application together: what a request goes through stands here in its order. */
export async function createApp(options: AppOptions): Promise<INestApplication> {
  const { config } = options;
  const log = options.log ?? openLog(config.LOG_LEVEL);
  const views = new Views({
    root: config.root,
    translations: new Translations(TEXTS, options.onUnknownText),
    isDemo: options.isDemo,
    navigation: navigationOf,
  });
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.with({
      ...options,
      entities: ENTITIES,
      constraints: CONSTRAINTS,
      jobs: JOBS,
      views,
      ruleWords: findingInWords,
      ruleHelp: offerOnForm,
    }),
    { bodyParser: false, logger: new NestLog(log), abortOnError: false },
  );
  const filter = new ProblemFilter(views, findingInWords);
  app.set('trust proxy', config.TANTU_TRUST_PROXY);
  app.disable('x-powered-by');
  app.disable('etag'); // answers are kept nowhere, so there is nothing to compare
  app.use(requestIdentity());
  app.use(requestLog(log));
  app.use(securityHeaders());
  app.use(
    '/assets',
    express.static(join(config.root, 'dist/public'), { immutable: true, maxAge: '365d', index: false }),
  );
  app.use(notKept());
  app.use(express.json({ limit: '1mb' }));
  app.use(express.urlencoded({ extended: true, limit: '2mb', parameterLimit: 5000 }));
  app.use(refuseDeepNesting());
  app.use(sessionsOfPeople(app.get(Sessions).handler));
  app.use(requestActor(app.get(Identify), app.get(SignedLinks)));
  app.use(refuseForgery());
  // What fails before a route is found must leave as a problem too.
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) =>
    filter.answer(error, request as TantuRequest, response as TantuResponse),
  );
  app.useGlobalPipes(jsonValidation);
  app.useGlobalFilters(filter);
  openApi(app, config.version);
  await app.init();
  return app;
}

/** Answers hold personal data: nobody on the way keeps them. Files that never change say otherwise themselves. */
function notKept(): express.RequestHandler {
  return (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  };
}

/** A program has a token and no session: none is looked for, and none begins. */
function sessionsOfPeople(sessions: express.RequestHandler): express.RequestHandler {
  return (request, response, next) =>
    isApi(request) && request.headers.authorization !== undefined
      ? next()
      : sessions(request, response, next);
}

function securityHeaders(): express.RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // Offices begin on plain http in their own network; the reverse proxy that brings https adds this header.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
  });
}
