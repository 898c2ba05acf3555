"""What the clinical papers share: their wording, the blocks they are made of, earlier treatments and scores."""
