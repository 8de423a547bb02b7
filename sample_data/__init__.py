"""Three sample companies, made by `python -m sample_data.generate` from the model itself."""
