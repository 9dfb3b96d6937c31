"""Source documents as people read them: texts, marks, audit."""
