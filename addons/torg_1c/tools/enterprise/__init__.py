"""1C's web services: EnterpriseData messages by SOAP, and a customer's own service described by a profile."""
