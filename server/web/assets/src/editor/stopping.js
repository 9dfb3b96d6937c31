// A query that its reader stops, or replaces by another, has no answer, and that is no error.
export function connectStopping (yasgui) {
  yasgui.on('query', (_, tab) => {
    const controller = tab.getYasqe().abortController
    const abort = controller.abort.bind(controller)
    // YASQE draws nothing for an error of this message, but gives none when it aborts.
    controller.abort = () => abort(new Error('Aborted'))
  })
}
