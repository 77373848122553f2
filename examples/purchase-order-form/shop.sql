-- The tables behind the purchase-order form, and two suppliers. SQLite.
CREATE TABLE Supplier (
  ID INTEGER PRIMARY KEY,
  Name VARCHAR(100) NOT NULL UNIQUE
);

CREATE TABLE Contact (
  ID INTEGER PRIMARY KEY,
  SupplierID INTEGER NOT NULL REFERENCES Supplier (ID),
  Name VARCHAR(100) NOT NULL
);

CREATE TABLE PurchaseOrder (
  ID INTEGER PRIMARY KEY,
  Number VARCHAR(20) NOT NULL UNIQUE,
  SupplierID INTEGER NOT NULL REFERENCES Supplier (ID),
  ContactID INTEGER REFERENCES Contact (ID),
  Status VARCHAR(20) NOT NULL,
  Total DECIMAL(12, 2) NOT NULL
);

CREATE TABLE OrderLine (
  ID INTEGER PRIMARY KEY,
  OrderID INTEGER NOT NULL REFERENCES PurchaseOrder (ID),
  Item VARCHAR(100) NOT NULL,
  Quantity INTEGER NOT NULL CHECK (Quantity > 0),
  Price DECIMAL(12, 2) NOT NULL
);

INSERT INTO Supplier (ID, Name) VALUES (1, 'Acme');

INSERT INTO Supplier (ID, Name) VALUES (2, 'Ropes & Co');

INSERT INTO Contact (ID, SupplierID, Name) VALUES (1, 1, 'Zoe');

INSERT INTO Contact (ID, SupplierID, Name) VALUES (2, 1, 'Yann');

INSERT INTO Contact (ID, SupplierID, Name) VALUES (3, 2, 'Xena');
