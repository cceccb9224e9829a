"""The deed classifier: what a marked predicate does, told by a small transformer on onnxruntime."""
