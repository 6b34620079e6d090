import type { Handlers } from './answer';
import type { Services } from '../services';

/** Each request of the contract, handed to the service that fulfils it. */
export function createHandlers({ studio, connection, engine, library, desk, notices }: Services): Handlers {
  return {
    'app.state': () => studio.state(),
    'app.dismissNotice': ({ id }) => notices.dismiss(id),
    'app.openConsole': () => studio.openConsole(),
    'settings.change': (change) => studio.changeSettings(change),
    'settings.useDemo': () => connection.useDemo(),
    'settings.useGateway': ({ address }) => connection.useGateway(address),
    'settings.chooseLibrary': () => studio.chooseLibrary(),
    'settings.showLibrary': () => studio.showLibrary(),
    'key.save': ({ key }) => connection.saveKey(key),
    'key.remove': () => connection.removeKey(),
    'key.test': () => connection.testKey(),
    'jobs.list': () => engine.list(),
    'jobs.submit': ({ intentId, recipe }) => engine.submit(intentId, recipe),
    'jobs.cancel': ({ id }) => engine.cancel(id),
    'jobs.retryDownload': ({ id }) => engine.retryDownload(id),
    'jobs.submitAgain': ({ id, intentId }) => engine.submitAgain(id, intentId),
    'jobs.dismiss': ({ id }) => engine.dismiss(id),
    'jobs.resume': () => engine.resume(),
    'library.index': ({ view, search }) => library.index(view, search),
    'library.images': ({ ids }) => library.images(ids),
    'library.importDialog': async () => studio.importFiles(await desk.chooseImages()),
    'library.importPaths': ({ paths }) => studio.importFiles(paths),
    'image.reveal': ({ id }) => studio.reveal(id),
  };
}
