# The engine that builds this story: where it comes from, its version, and the revision that was tried.
ENGINE_VERSION  := << version >>
ENGINE_FROM     := << engine >>
ENGINE_REVISION := << revision >>
